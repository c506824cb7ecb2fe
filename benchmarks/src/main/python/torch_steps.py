"""Steps of training, as all ranks of DistributedDataParallel take them."""
import torch.nn as nn

loss_of = nn.CrossEntropyLoss()


def train(model, optimizer, x, y, order, batch):
    """Takes one step for each batch of the rows in this order, the last one may be smaller; returns the losses."""
    losses = []
    for at in range(0, len(order), batch):
        rows = order[at:at + batch]
        optimizer.zero_grad()
        loss = loss_of(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
