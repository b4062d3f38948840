"""The recipe of the reading model: data, net, train, export, evaluate. Never imported at run time."""
