"""Texts for the Param embeddings."""


def embedding(column: str, width: int, **parts: object) -> str:
    """Describes a column of ids with an embedding table, as an element of the Param embeddings.

    Parameters
    ----------
    column : str
        the column of ids: whole numbers, texts, or arrays of them
    width : int
        how many floats a row of the table has
    **parts
        what else there is to say, such as mostIds=50, combiner="mean"; docs/embeddings.md lists all of it

    Examples
    --------
    >>> embedding("items", 16, mostIds=50, combiner="mean")
    'column=items;width=16;mostIds=50;combiner=mean'
    """
    named = {"column": column, "width": width, **parts}
    return ";".join(
        "{}={}".format(name, str(value).replace("\\", "\\\\").replace(";", "\\;")) for name, value in named.items())
