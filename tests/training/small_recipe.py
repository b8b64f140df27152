"""A recipe that trains in a second."""

RECIPE = """
method = "bq_nco"
task = "knapsack"
seed = 3
[data]
nodes = 8
instances = 64
validation = 16
capacity = 1.5
[model]
width = 8
layers = 1
heads = 2
hidden = 16
[train]
steps = 12
batch = 8
warm_up = 2
report_every = 4
validate_every = 8
checkpoint_s = 0
tensorboard = false
"""
