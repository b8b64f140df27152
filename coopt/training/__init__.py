"""The one trainer of all learned methods: recipe, labels, loop, checkpoint, policy and card."""
