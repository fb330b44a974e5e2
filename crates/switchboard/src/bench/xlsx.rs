//! A workbook into the roll: read alone, and the whole way.
//!
//! The workbook is written here, part by part, with the texts of all cells in one part and a number of every kind in its
//! cells, as spreadsheets do it. A writer of workbooks is needed nowhere else in the program, so none is part of it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use switchboard_store::rules::person::{Region, Tongue};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::StoreArgs;
use super::machine::{memory_peak_forget, memory_peak_mib};
use super::stage::{Cast, Hours, SEED, Stage};
use super::statistics::per_second;
use crate::demo::people;
use crate::rooms::roll::file::RollFile;
use crate::rooms::roll::importing::Reading;

/// How a workbook is measured.
#[derive(Debug, clap::Args)]
pub(super) struct XlsxArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Rows of the invented workbook.
    #[arg(long, default_value_t = 100_000)]
    rows: usize,
}

pub(super) fn run(args: &XlsxArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let path = std::env::temp_dir().join(format!("switchboard-bench-{}.xlsx", std::process::id()));
    write_workbook(&path, args.rows)?;
    let size = path.metadata()?.len();
    let measured = measure(args, &path, out);
    std::fs::remove_file(&path)?;
    writeln!(out, "the workbook has {} KiB", size >> 10)?;
    measured
}

fn measure(args: &XlsxArgs, path: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: 1_000,
            callers: 256,
            hours: Hours::All,
            entries: 0,
        },
    )?;
    let region = Region::parse(&stage.world.meta().region).context("the world's region")?;
    writeln!(out, "| | rows | s | rows/s | peak MiB |")?;
    writeln!(out, "|---|---|---|---|---|")?;
    memory_peak_forget();
    let started = Instant::now();
    let source = BufReader::new(File::open(path)?);
    let mut file = RollFile::open(source, &Reading::of(region).asked(Tongue::ENGLISH))?;
    let mut rows = 0;
    while let Some(slice) = file.next_slice(200)? {
        rows += slice.rows.len();
    }
    drop(file);
    let took = started.elapsed();
    let rate = per_second(rows, took);
    let (s, peak) = (took.as_secs_f64(), memory_peak_mib());
    writeln!(out, "| read | {rows} | {s:.2} | {rate} | {peak} |")?;
    memory_peak_forget();
    let started = Instant::now();
    let counts = super::import::import(&stage, path)?;
    let took = started.elapsed();
    let all = counts.created + counts.changed + counts.unchanged + counts.duplicates;
    let rows = usize::try_from(all + counts.rejected)?;
    let rate = per_second(rows, took);
    let (s, peak) = (took.as_secs_f64(), memory_peak_mib());
    writeln!(out, "| imported | {rows} | {s:.2} | {rate} | {peak} |")?;
    Ok(())
}

/// The texts of all cells, each once, in the order of their numbers.
#[derive(Default)]
struct Texts {
    numbers: HashMap<String, usize>,
    xml: String,
}

impl Texts {
    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.numbers.len();
        self.numbers.insert(text.to_owned(), number);
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.xml.push_str("<si><t>");
        self.xml.push_str(&text);
        self.xml.push_str("</t></si>");
        number
    }
}

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn write_workbook(path: &Path, rows: usize) -> anyhow::Result<()> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path)?));
    let part = |zip: &mut ZipWriter<BufWriter<File>>, name: &str, xml: &str| {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(xml.as_bytes())?;
        anyhow::Ok(())
    };
    let link = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPE}/{kind}\" Target=\"{target}\"/>")
    };
    let links = |links: String| format!("<Relationships>{links}</Relationships>");
    let book = link("r1", "officeDocument", "xl/workbook.xml");
    part(&mut zip, "_rels/.rels", &links(book))?;
    let parts = link("r1", "worksheet", "worksheets/sheet1.xml")
        + &link("r2", "sharedStrings", "sharedStrings.xml");
    part(&mut zip, "xl/_rels/workbook.xml.rels", &links(parts))?;
    part(
        &mut zip,
        "xl/workbook.xml",
        "<workbook><sheets><sheet name=\"Members\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    )?;
    let mut texts = Texts::default();
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())?;
    zip.write_all(b"<worksheet><sheetData>")?;
    let header = people::HEADER.map(str::to_owned);
    zip.write_all(row(1, &header, &mut texts).as_bytes())?;
    for (at, person) in (2..).zip(people::people(SEED, rows)) {
        let cells = people::record(&person);
        zip.write_all(row(at, &cells, &mut texts).as_bytes())?;
    }
    zip.write_all(b"</sheetData></worksheet>")?;
    let all = texts.numbers.len();
    let texts = format!("<sst uniqueCount=\"{all}\">{}</sst>", texts.xml);
    part(&mut zip, "xl/sharedStrings.xml", &texts)?;
    zip.finish()?.flush()?;
    Ok(())
}

/// A row as spreadsheets write it: what is all digits is a number, without the zeros before it.
fn row(at: usize, cells: &[String], texts: &mut Texts) -> String {
    let mut xml = format!("<row r=\"{at}\">");
    for (column, cell) in ('A'..='Z').zip(cells) {
        let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
        let _written = if cell.is_empty() {
            write!(xml, "<c r=\"{column}{at}\"/>")
        } else if is_number {
            let digits = cell.trim_start_matches('0');
            write!(xml, "<c r=\"{column}{at}\"><v>{digits}</v></c>")
        } else {
            let number = texts.number(cell);
            write!(xml, "<c r=\"{column}{at}\" t=\"s\"><v>{number}</v></c>")
        };
    }
    xml.push_str("</row>");
    xml
}
