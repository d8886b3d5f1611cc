//! Browser bindings: conversions and calls, no logic.

mod brain;
mod desk;
