"""BQ-NCO: one network and one decoder that construct solutions of five problems [1]_.

References
----------
.. [1] Drakulic, Michel, Mai, Sors, Andreoli (2023). BQ-NCO: bisimulation quotienting for
       efficient neural combinatorial optimization. *NeurIPS*.
"""
