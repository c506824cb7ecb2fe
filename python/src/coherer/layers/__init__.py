"""The layers of networks, with Keras's names, arguments and defaults.

    from coherer.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
    from coherer.network import Sequential

    digits = Sequential([
        Input((28, 28, 1)), Conv2D(32, 3, activation="relu"), MaxPooling2D(2), Flatten(), Dense(10, "softmax")])

In a network that branches and joins, a layer is called with what it takes: ``x = Dense(64, "relu")(x)``. A wrong setting
is a ValueError where it is written, and so is a layer that cannot take what it is given.
"""
from coherer.layers._base import Input, Layer, Tensor
from coherer.layers._convolution import Conv1D, Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D
from coherer.layers._dense import Dense
from coherer.layers._elementwise import (
    Activation, BatchNormalization, Dropout, ELU,
    LeakyReLU, ReLU, Rescaling, Softmax)
from coherer.layers._embedding import Embedding
from coherer.layers._merge import Add, add, Average, Concatenate, concatenate, Maximum, Multiply, Subtract
from coherer.layers._pooling import (
    AveragePooling2D, GlobalAveragePooling1D, GlobalAveragePooling2D, GlobalMaxPooling1D,
    GlobalMaxPooling2D, MaxPooling1D, MaxPooling2D)
from coherer.layers._recurrent import Bidirectional, LSTM, SimpleRNN
from coherer.layers._shaping import Flatten, Reshape, UpSampling2D, ZeroPadding2D

__all__ = [
    "Activation", "Add", "Average", "AveragePooling2D", "BatchNormalization", "Bidirectional",
    "Concatenate", "Conv1D", "Conv2D", "Conv2DTranspose", "Dense", "DepthwiseConv2D", "Dropout", "ELU", "Embedding",
    "Flatten", "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "Input",
    "LSTM", "Layer", "LeakyReLU", "MaxPooling1D", "MaxPooling2D", "Maximum", "Multiply", "ReLU", "Rescaling", "Reshape",
    "SeparableConv2D", "SimpleRNN", "Softmax", "Subtract", "Tensor", "UpSampling2D", "ZeroPadding2D", "add",
    "concatenate"]
