"""The progress of fits as a small page: bar, numbers, the curve of the losses, the last epochs."""
import html
import math

_LAST_EPOCHS = 6
_LAST_NOTES = 3
_LAST_FITS = 12
_POINTS = 300

_TRAINING, _VALIDATION = "#2a78b8", "#d9722e"
_STATES = {"ended": "done", "failed": "failed"}


class Fits:
    """The fits that a cell shows, in the order in which they have started."""

    def __init__(self):
        self._fits = {}

    def add(self, report):
        self._fits.setdefault(report.fit, _Fit(report)).add(report)

    def html(self):
        """Returns a fragment of HTML that needs no script and no style sheet, for light and dark pages."""
        if not self._fits:
            return _box('<div style="opacity:.7">Training has not started yet: the rows are being read.</div>')
        fits = list(self._fits.values())
        shown = next((fit for fit in reversed(fits) if fit.running), fits[-1])
        others = [fit for fit in fits if fit is not shown]
        return _box(shown.html() + (_table_of_fits(fits) if others else ""))

    def text(self):
        """Returns the same as text, for those who cannot show HTML."""
        return "\n".join(fit.last.text for fit in self._fits.values()) or "training has not started yet"


class _Fit:
    """One fit."""

    def __init__(self, first):
        self.last = first
        self.epochs = []
        self.notes = []

    @property
    def running(self):
        return self.last.kind not in _STATES

    def add(self, report):
        if report.kind == "epoch":
            self.epochs = [one for one in self.epochs if one.epoch < report.epoch] + [report]  # after a roll-back, too
        elif report.kind == "note":
            self.notes = (self.notes + [report.text])[-_LAST_NOTES:]
        self.last = report

    def html(self):
        parts = [self._head(), _bar(self._fraction(), self.last.kind), self._numbers()]
        if len(self.epochs) > 1:
            parts.append(_curve(self.epochs))
        if self.epochs:
            parts.append(self._last_epochs())
        parts += [f'<div style="margin-top:4px;opacity:.8">{html.escape(note)}</div>' for note in self.notes]
        if self.last.kind == "failed":
            parts.append(f'<div style="margin-top:4px;color:#c0392b">{html.escape(self.last.text)}</div>')
        return "".join(parts)

    def state(self):
        return _STATES.get(self.last.kind, "training")

    def _head(self):
        last = self.last
        at = f"epoch {max(1, last.epoch)}/{last.epochs}"
        if self.running and last.stepsPerEpoch:
            at += f", step {last.step}/{last.stepsPerEpoch}"
        return (
            f'<div><b>{html.escape(last.uid)}</b> '
            f'<span style="opacity:.7">{self.state()} &middot; {at}</span></div>')

    def _fraction(self):
        last = self.last
        if last.kind == "ended":
            return 1.0
        every = last.epochs * last.stepsPerEpoch
        return 0.0 if not every or not last.epoch else ((last.epoch - 1) * last.stepsPerEpoch + last.step) / every

    def _numbers(self):
        last = self.last
        numbers = [("loss", _number(last.loss)), ("validation loss", _number(last.validationLoss))]
        numbers += [(name, _number(value)) for name, value in sorted(last.metrics.items())]
        numbers.append(("rows/s", "" if math.isnan(last.rowsPerSecond) else f"{last.rowsPerSecond:,.0f}"))
        if self.running:
            numbers.append(("left", _clock(last.secondsLeft)))
        cells = "".join(
            '<div style="margin-right:22px"><div style="font-size:11px;opacity:.65">' + html.escape(name)
            + f'</div><div style="font-size:16px">{value}</div></div>'
            for name, value in numbers if value)
        return f'<div style="display:flex;flex-wrap:wrap;margin:6px 0">{cells}</div>'

    def _last_epochs(self):
        last = self.epochs[-_LAST_EPOCHS:]
        metrics = sorted({name for one in last for name in one.metrics})
        validated = any(not math.isnan(one.validationLoss) for one in last)
        names = ["epoch", "loss"] + (["validation loss"] if validated else []) + metrics + ["rows/s", "seconds"]
        rows = []
        for one in reversed(last):
            values = [f"{one.epoch}", _number(one.loss)] + ([_number(one.validationLoss)] if validated else [])
            values += [_number(one.metrics.get(name, math.nan)) for name in metrics]
            rows.append(values + [f"{one.rowsPerSecond:,.0f}", f"{one.seconds:.1f}"])
        return _table(names, rows)


def _table_of_fits(fits):
    rows = []
    for fit in reversed(fits[-_LAST_FITS:]):
        last = fit.last
        best = [f"{last.fit}", html.escape(last.uid), fit.state(), f"{last.epoch}/{last.epochs}"]
        rows.append(best + [_number(last.loss), _number(last.validationLoss)])
    earlier = len(fits) - _LAST_FITS
    more = f'<div style="opacity:.7">and {earlier} earlier ones</div>' if earlier > 0 else ""
    return _table(["fit", "estimator", "state", "epoch", "loss", "validation loss"], rows) + more


def _box(content):
    return (
        '<div style="font-family:system-ui,sans-serif;font-size:13px;line-height:1.4;max-width:640px;padding:6px 2px">'
        f"{content}</div>")


def _bar(fraction, kind):
    color = "#c0392b" if kind == "failed" else _TRAINING
    return (
        '<div style="height:8px;border-radius:4px;background:rgba(128,128,128,.25);margin:4px 0;overflow:hidden">'
        f'<div style="height:8px;width:{100 * min(1.0, fraction):.1f}%;background:{color}"></div></div>')


def _table(names, rows):
    cell = 'style="text-align:right;padding:1px 10px;border:0"'
    head = "".join(f'<th {cell}><span style="font-weight:normal;opacity:.65">{html.escape(n)}</span></th>' for n in names)
    body = "".join("<tr>" + "".join(f"<td {cell}>{value}</td>" for value in row) + "</tr>" for row in rows)
    return (
        '<table style="border-collapse:collapse;margin:6px 0;font-size:12px;font-variant-numeric:tabular-nums">'
        f"<tr>{head}</tr>{body}</table>")


def _curve(epochs, width=640, height=150):
    """Returns the losses by epoch as SVG; those that are not finite are gaps."""
    left, right, top, bottom = 58, 8, 18, 20
    lines = [("loss", _TRAINING, [(one.epoch, one.loss) for one in epochs])]
    if any(math.isfinite(one.validationLoss) for one in epochs):
        lines.append(("validation loss", _VALIDATION, [(one.epoch, one.validationLoss) for one in epochs]))
    finite = [value for _, _, points in lines for _, value in points if math.isfinite(value)]
    if not finite:
        return ""
    low, high = min(finite), max(finite)
    if high == low:
        low, high = low - 0.5, high + 0.5
    first, last = epochs[0].epoch, epochs[-1].epoch

    def x(epoch):
        return left + (width - left - right) * (epoch - first) / max(1, last - first)

    def y(value):
        return top + (height - top - bottom) * (high - value) / (high - low)

    parts = [_axis(left, width - right, y, low, high, height, first, last)]
    at = left
    for name, color, points in lines:
        for run in _runs(_thinned(points)):
            path = " ".join(f"{x(epoch):.1f},{y(value):.1f}" for epoch, value in run)
            parts.append(
                f'<circle cx="{path.split(",")[0]}" cy="{path.split(",")[1]}" r="2" fill="{color}"/>' if len(run) == 1 else
                f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="1.8"/>')
        parts.append(
            f'<rect x="{at}" y="4" width="10" height="3" fill="{color}"/>'
            f'<text x="{at + 14}" y="10" font-size="11" fill="currentColor">{name}</text>')
        at += 30 + 6.5 * len(name)
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" style="max-width:100%;display:block"'
        f' role="img" aria-label="loss by epoch">{"".join(parts)}</svg>')


def _axis(left, right, y, low, high, height, first, last):
    parts = []
    for value in (high, (low + high) / 2, low):
        parts.append(
            f'<line x1="{left}" x2="{right}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="currentColor"'
            ' stroke-opacity=".15"/>'
            f'<text x="{left - 6}" y="{y(value) + 4:.1f}" font-size="11" text-anchor="end" fill="currentColor"'
            f' fill-opacity=".7">{_number(value)}</text>')
    for x, anchor, epoch in ((left, "start", first), (right, "end", last)):
        parts.append(
            f'<text x="{x}" y="{height - 5}" font-size="11" text-anchor="{anchor}" fill="currentColor"'
            f' fill-opacity=".7">epoch {epoch}</text>')
    return "".join(parts)


def _thinned(points):
    """Returns so few points that a curve of thousands of epochs is no burden, with the first and the last one."""
    step = math.ceil(len(points) / _POINTS)
    return points if step == 1 else points[:-1][::step] + points[-1:]


def _runs(points):
    """Returns the points in a row whose values are finite."""
    runs, current = [], []
    for point in points:
        if math.isfinite(point[1]):
            current.append(point)
        elif current:
            runs.append(current)
            current = []
    return runs + ([current] if current else [])


def _number(value):
    if math.isnan(value):
        return ""
    return f"{value:.4f}" if 0.001 <= abs(value) < 10000 or value == 0 else f"{value:.3g}"


def _clock(seconds):
    if math.isnan(seconds):
        return ""
    whole = round(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
