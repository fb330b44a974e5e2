//! Write every page in every state to a folder, with its style sheet and scripts.
//!
//! `cargo run --example render_pages DIR`, then serve DIR and look: the pages
//! ask for `/assets/…`. All people on them are invented.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::Context as _;
use switchboard::web::assets::Assets;
use switchboard::web::page::gallery::gallery;

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
    for page in gallery()? {
        fs::write(folder.join(format!("{}.html", page.name)), page.html)?;
    }
    Ok(())
}
