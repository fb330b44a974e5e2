//! Write every page in every state to a folder, with its style sheet and scripts.
//!
//! `cargo run --example render_pages DIR [cy]`, then serve DIR and look: the pages
//! ask for `/assets/…`. All people on them are invented.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::Context as _;
use switchboard::web::assets::Assets;
use switchboard::web::messages::Words;
use switchboard::web::page::gallery::gallery_in;
use switchboard_store::rules::language::Language;

fn main() -> anyhow::Result<()> {
    let folder = env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .context("name a folder to write to")?;
    let assets = folder.join("assets");
    fs::create_dir_all(&assets)?;
    for asset in Assets::load().iter() {
        fs::write(assets.join(&asset.name), asset.bytes)?;
    }
    let language = env::args()
        .nth(2)
        .and_then(|code| Language::from_code(&code));
    for page in gallery_in(&Words::of(language.unwrap_or_default()))? {
        fs::write(folder.join(format!("{}.html", page.name)), page.html)?;
    }
    Ok(())
}
