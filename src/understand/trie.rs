//! Sequences of symbols as a tree, so that what many of them begin with is compared only once.
//!
//! The nodes stand in the order of their depth, so that those that follow one node stand in a row, sorted by the symbols
//! that lead to them: the symbol at place `i` leads to node `i + 1`.

use super::packed::Packed;

/// Where a walk begins.
pub const ROOT: u32 = 0;
/// Stands for a few symbols that do not matter; the last symbol of a node.
pub(super) const GAP: u32 = u32::MAX;
/// So many symbols are sooner compared one after another.
const FEW: usize = 8;

/// A tree of sequences, each with a value at its end.
#[derive(Debug, Default)]
pub struct Trie {
    /// All nodes, and one more, which closes the ranges of the last.
    nodes: Vec<Node>,
    symbols: Vec<u32>,
    /// Values, node by node.
    values: Vec<u32>,
    /// Of the root, which has thousands of symbols: the first one from each multiple of a power of two on.
    jumps: Vec<u32>,
    /// That power.
    shift: u32,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// Its first symbol.
    first: u32,
    /// Its first value.
    value: u32,
    /// The bits of its symbols.
    bits: u64,
}

/// One bit for a symbol: what has no bit in common with a node does not lead on from it.
pub fn bit(symbol: u32) -> u64 {
    1 << (symbol.wrapping_mul(0x9e37_79b9) >> 26)
}

impl Trie {
    /// The node that a symbol leads to.
    pub fn child(&self, node: u32, symbol: u32) -> Option<u32> {
        let (from, to) = if node == ROOT {
            let slot = (symbol >> self.shift) as usize;
            (*self.jumps.get(slot)?, *self.jumps.get(slot + 1)?)
        } else {
            if self.bits(node) & bit(symbol) == 0 {
                return None;
            }
            self.range(node)
        };
        let symbols = &self.symbols[from as usize..to as usize];
        let place = if symbols.len() > FEW {
            symbols.binary_search(&symbol).ok()
        } else {
            symbols.iter().position(|s| *s == symbol)
        };
        Some(from + place? as u32 + 1)
    }

    fn range(&self, node: u32) -> (u32, u32) {
        let node = node as usize;
        (self.nodes[node].first, self.nodes[node + 1].first)
    }

    /// The node behind a gap.
    pub fn gap(&self, node: u32) -> Option<u32> {
        let (from, to) = self.range(node);
        (from < to && self.symbols[to as usize - 1] == GAP).then_some(to)
    }

    /// The bits of the symbols that lead on from a node; none where no symbol does.
    pub fn bits(&self, node: u32) -> u64 {
        self.nodes[node as usize].bits
    }

    /// Values of the sequences that end at a node, the last one added first.
    pub fn values(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.values[self.nodes[node].value as usize..self.nodes[node + 1].value as usize]
    }

    /// Reads a tree whose values are smaller than `limit`.
    pub fn read(input: &mut Packed<'_>, limit: u32) -> Option<Self> {
        let count = input.count().filter(|count| *count > 0)?;
        let mut trie = Trie {
            nodes: Vec::with_capacity(count + 1),
            symbols: Vec::with_capacity(count),
            ..Trie::default()
        };
        for number in 0..count {
            let mut node = trie.end();
            // What leads to a node stands before it.
            if number > trie.symbols.len() {
                return None;
            }
            let mut last = 0;
            for _ in 0..input.count()? {
                last = input.number()?.checked_add(last)?;
                trie.symbols.push(last);
                if last != GAP {
                    node.bits |= bit(last);
                }
            }
            for _ in 0..input.count()? {
                let value = input.number().filter(|value| *value < limit)?;
                trie.values.push(value);
            }
            trie.nodes.push(node);
        }
        trie.nodes.push(trie.end());
        trie.prepare_root();
        (trie.symbols.len() + 1 == count).then_some(trie)
    }

    fn end(&self) -> Node {
        Node {
            first: self.symbols.len() as u32,
            value: self.values.len() as u32,
            bits: 0,
        }
    }

    fn prepare_root(&mut self) {
        let symbols = &self.symbols[..self.nodes[1].first as usize];
        let symbols = symbols.strip_suffix(&[GAP]).unwrap_or(symbols);
        let most = symbols.last().copied().unwrap_or(0);
        // A few places for each symbol: then few of them share one.
        while (most >> self.shift) as usize > 2 * symbols.len() {
            self.shift += 1;
        }
        let slots = 0..=(most >> self.shift) + 1;
        let first = |slot| symbols.partition_point(|s| *s >> self.shift < slot) as u32;
        self.jumps = slots.map(first).collect();
    }
}
