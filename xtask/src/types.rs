//! TypeScript declarations of the protocol, so that the JavaScript is checked against the Rust.

use std::fs;
use std::path::Path;

use amends::protocol as p;
use anyhow::Result;
use ts_rs::{Config, TS};

/// Writes `extension/protocol.d.ts`; the file is kept in the repository, and a test sees that it is up to date.
pub fn write(root: &Path) -> Result<()> {
    let path = root.join("extension/protocol.d.ts");
    let text = declarations();
    if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
        fs::write(path, text)?;
    }
    Ok(())
}

/// The declarations.
pub fn declarations() -> String {
    let config = Config::new();
    macro_rules! declared {
        ($($t:ty),* $(,)?) => { [$(format!("export {}", <$t as TS>::decl(&config))),*] };
    }
    let types = declared![
        p::Request,
        p::Response,
        p::Answer,
        p::Failure,
        p::PageDescription,
        p::GenericWords,
        p::ReviewDescription,
        p::Source,
        p::From,
        p::PlaceCard,
        p::RawReview,
        p::RawValue,
        p::Review,
        p::Card,
        p::ExportedCorrection,
        p::Attention,
        p::Label,
        p::Span,
        p::Field,
        p::Advice,
        p::Draft,
        p::Length,
        amends::rules::Unit,
        p::DraftLength,
        p::Fact,
        p::Finding,
        p::Severity,
        p::FillPlan,
        p::Scope,
        p::EditorRule,
        p::Way,
        p::Choice,
        p::SiteState,
        p::Problem,
        p::Settings,
        p::Tone,
        p::Whisper,
        p::FoundReview,
    ];
    format!(
        "// Written by `cargo xtask types` from src/protocol. Do not edit.\n\n{}\n",
        types.join("\n\n")
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn declarations_in_the_repository_are_up_to_date() {
        let kept = include_str!("../../extension/protocol.d.ts");
        assert!(kept == super::declarations(), "run `cargo xtask types`");
    }
}
