//! How a [tree](super::trie) is made.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::packed::push;
use super::trie::{GAP, ROOT};

/// One step of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A word, a character or a group, by number.
    Symbol(u32),
    /// A few symbols that do not matter.
    Gap,
}

/// A tree that sequences can be added to.
#[derive(Debug)]
pub struct Growing {
    /// The values that end at each node.
    values: Vec<Vec<u32>>,
    /// From a node by a symbol to a node.
    edges: HashMap<(u32, u32), u32, FxBuildHasher>,
}

impl Default for Growing {
    fn default() -> Self {
        Growing {
            values: vec![Vec::new()],
            edges: HashMap::default(),
        }
    }
}

impl Growing {
    /// Adds a sequence.
    pub fn insert(&mut self, steps: impl IntoIterator<Item = Step>, value: u32) {
        let mut node = ROOT;
        for step in steps {
            let symbol = match step {
                Step::Symbol(symbol) => symbol,
                Step::Gap => GAP,
            };
            let fresh = self.values.len() as u32;
            node = *self.edges.entry((node, symbol)).or_insert(fresh);
            if node == fresh {
                self.values.push(Vec::new());
            }
        }
        self.values[node as usize].push(value);
    }

    /// The values of a sequence of symbols.
    pub fn values(&self, mut symbols: impl Iterator<Item = u32>) -> &[u32] {
        let node = symbols.try_fold(ROOT, |node, symbol| {
            self.edges.get(&(node, symbol)).copied()
        });
        node.map_or(&[], |node| &self.values[node as usize])
    }

    /// The tree as [`super::trie::Trie::read`] takes it.
    pub fn write(&self, out: &mut Vec<u8>) {
        let mut edges: Vec<(u32, u32, u32)> =
            self.edges.iter().map(|(&(n, s), &to)| (n, s, to)).collect();
        edges.sort_unstable();
        push(out, self.values.len() as u32);
        let mut order = vec![ROOT];
        let mut done = 0;
        while let Some(&node) = order.get(done) {
            done += 1;
            let from = edges.partition_point(|e| e.0 < node);
            let own = edges[from..].iter().take_while(|e| e.0 == node);
            push(out, own.clone().count() as u32);
            let mut last = 0;
            for &(_, symbol, to) in own {
                push(out, symbol - last);
                last = symbol;
                order.push(to);
            }
            let values = &self.values[node as usize];
            push(out, values.len() as u32);
            values.iter().rev().for_each(|value| push(out, *value));
        }
    }
}
