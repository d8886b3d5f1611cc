//! Amends finds negative reviews on marketplace pages, says what each is about and what to do,
//! drafts the reply, checks it, and plans how to put it into the site's own reply box.
//!
//! Everything here is pure: [`Engine::handle`] takes a [`protocol::Request`] and the time, and
//! answers with a [`protocol::Response`]. Browser bindings live in `wasm`, and nowhere else.

#![warn(missing_docs, clippy::unwrap_used)]

pub mod advise;
pub mod check;
pub mod data;
pub mod draft;
mod engine;
pub mod fill;
pub mod languages;
pub mod lexicon;
pub mod messages;
pub mod names;
pub mod protocol;
pub mod reading;
pub mod rules;
pub mod settings;
pub mod sites;
pub mod text;
pub mod understand;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use engine::Engine;

/// Version of Amends, also of the extension.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
