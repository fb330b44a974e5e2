//! Tiles and bundles against C2SP tlog-tiles' own figures and against `tlog_tiles`.
#![cfg(test)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::tile::*;
use switchboard_ledger::tree::*;

/// A log's tiles as files, made by appending.
struct Files {
    size: u64,
    roots: Vec<Hash>,
    tiles: BTreeMap<String, Vec<u8>>,
}

impl Files {
    fn write(size: u64) -> Self {
        let mut frontier = Frontier::new();
        let mut levels: BTreeMap<u8, Vec<Hash>> = BTreeMap::new();
        let mut roots = vec![frontier.root()];
        for n in 0..size {
            frontier.append_visiting(leaf_hash(&n.to_be_bytes()), |node| {
                if node.level % TILE_HEIGHT == 0 {
                    levels
                        .entry(node.level / TILE_HEIGHT)
                        .or_default()
                        .push(node.hash);
                }
            });
            roots.push(frontier.root());
        }
        let mut tiles = BTreeMap::new();
        for id in tiles_between(0, size) {
            let start = usize::try_from(id.index()).unwrap() * 256;
            let hashes = levels[&id.level()][start..start + usize::from(id.width())].to_vec();
            tiles.insert(id.to_string(), Tile::new(id, hashes).unwrap().encode());
        }
        Self { size, roots, tiles }
    }

    fn root(&self, size: u64) -> &Hash {
        &self.roots[usize::try_from(size).unwrap()]
    }
}

impl TileReader for Files {
    type Error = String;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, String> {
        self.tiles
            .get(&id.to_string())
            .cloned()
            .ok_or_else(|| id.to_string())
    }
}

#[test]
fn a_log_of_70_000_has_the_tiles_that_the_source_counts() {
    let mut counts: BTreeMap<(u8, bool), Vec<u16>> = BTreeMap::new();
    for id in tiles_between(0, 70_000) {
        counts
            .entry((id.level(), id.is_partial()))
            .or_default()
            .push(id.width());
    }
    assert_eq!(counts[&(0, false)].len(), 273);
    assert_eq!(counts[&(0, true)], [112]);
    assert_eq!(counts[&(1, false)].len(), 1);
    assert_eq!(counts[&(1, true)], [17]);
    assert_eq!(counts[&(2, true)], [1]);
    assert_eq!(counts.len(), 5);
    let at_256: Vec<String> = tiles_between(0, 256).map(|id| id.to_string()).collect();
    assert_eq!(at_256, ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(bundles_between(0, 70_000).count(), 274);
}

#[test]
fn a_growing_log_writes_the_tiles_that_tlog_tiles_names() {
    for old in [0_u64, 1, 255, 256, 257, 511, 65_535, 65_536, 70_000] {
        for grown in [0_u64, 1, 2, 254, 255, 256, 257, 600, 66_000] {
            let new = old + grown;
            let ours: Vec<String> = tiles_between(old, new).map(|id| id.to_string()).collect();
            let theirs = tlog_tiles::Tile::new_tiles(8, old, new);
            let theirs: Vec<String> = theirs.iter().map(|tile| as_c2sp(&tile.path())).collect();
            assert_eq!(ours, theirs, "{old} to {new}");
        }
    }
}

/// Go and `tlog_tiles` name the height, `tile/8/L/N`; C2SP fixes it and leaves it out.
fn as_c2sp(path: &str) -> String {
    path.replacen("tile/8/", "tile/", 1)
}

#[test]
fn paths_are_those_of_the_source_and_only_those_are_read() {
    let tile = |level, index, width| TileId::new(level, index, width).unwrap().to_string();
    assert_eq!(tile(0, 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(tile(0, 1234, 5), "tile/0/x001/234.p/5");
    assert_eq!(tile(63, 0, 255), "tile/63/000.p/255");
    assert_eq!(tile(0, 1_000_000, 256), "tile/0/x001/x000/000");
    assert_eq!(
        tile(0, u64::MAX, 256),
        "tile/0/x018/x446/x744/x073/x709/x551/615"
    );
    assert_eq!(
        BundleId::new(1234, 256).unwrap().to_string(),
        "tile/entries/x001/234"
    );
    for good in [
        "checkpoint",
        "tile/0/x001/234.p/5",
        "tile/entries/000",
        "tile/entries/x001/x000/000.p/255",
    ] {
        assert_eq!(good.parse::<LogPath>().unwrap().to_string(), good);
    }
    let bad = [
        "",
        "/checkpoint",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/1",
        "tile/0/0001",
        "tile/0/001/234",
        "tile/0/x001",
        "tile/0/x000/001",
        "tile/00/001",
        "tile/64/001",
        "tile/-1/001",
        "tile/+1/001",
        "tile/data/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/05",
        "tile/0/001.p/+5",
        "tile/0/001.p/",
        "tile/0/001.p",
        "tile/0/x001/+34",
        "tile/0/../001",
        "tile/0/001/",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ];
    for bad in bad {
        assert_eq!(bad.parse::<LogPath>(), Err(PathError), "`{bad}`");
    }
    assert_eq!(TileId::new(64, 0, 1), Err(IdError::Level(64)));
    assert_eq!(TileId::new(0, 0, 0), Err(IdError::Width(0)));
    assert_eq!(BundleId::new(0, 257), Err(IdError::Width(257)));
}

#[test]
fn proofs_made_from_tiles_lead_to_the_signed_root() {
    let files = Files::write(66_000);
    for size in [1, 2, 255, 256, 257, 65_536, 65_537, 66_000] {
        let exact = Files {
            size,
            roots: files.roots.clone(),
            tiles: Files::write(size).tiles,
        };
        let hashes = TiledHashes::new(&exact, exact.size);
        assert_eq!(root_at(size, &hashes).as_ref(), Ok(files.root(size)));
        for index in [0, size / 3, size / 2, size - 1] {
            let proof = prove_inclusion(size, index, &hashes).unwrap();
            let leaf = leaf_hash(&index.to_be_bytes());
            assert_eq!(
                verify_inclusion(&leaf, index, size, files.root(size), &proof),
                Ok(())
            );
        }
        for old in [1, size.div_ceil(3), size.div_ceil(2), size] {
            let proof = prove_consistency(old, size, &hashes).unwrap();
            let (old, new) = ((old, files.root(old)), (size, files.root(size)));
            assert_eq!(verify_consistency(old, new, &proof), Ok(()));
        }
    }
}

/// Counts how often each tile is read.
struct Counted<'f>(&'f Files, std::cell::RefCell<BTreeMap<TileId, u32>>);

impl TileReader for Counted<'_> {
    type Error = String;

    fn tile(&self, id: TileId) -> Result<Vec<u8>, String> {
        *self.1.borrow_mut().entry(id).or_default() += 1;
        self.0.tile(id)
    }
}

#[test]
fn a_proof_reads_each_tile_once_and_is_the_same_proof() {
    let files = Files::write(70_000);
    for index in [0, 255, 256, 40_000, 65_535, 65_536, 69_999] {
        let counted = Counted(&files, std::cell::RefCell::default());
        let kept = TiledHashes::new(RecentTiles::new(&counted), files.size);
        let plain = TiledHashes::new(&files, files.size);
        let proof = prove_inclusion(files.size, index, &kept).unwrap();
        assert_eq!(proof, prove_inclusion(files.size, index, &plain).unwrap());
        let leaf = leaf_hash(&index.to_be_bytes());
        let root = files.root(files.size);
        assert_eq!(
            verify_inclusion(&leaf, index, files.size, root, &proof),
            Ok(())
        );
        let reads = counted.1.into_inner();
        assert!(
            reads.len() <= 6 && reads.values().all(|count| *count == 1),
            "{reads:?}"
        );
    }
}

#[test]
fn a_node_that_the_log_has_not_yet_is_refused_by_name() {
    let files = Files::write(300);
    let hashes = TiledHashes::new(&files, 300);
    let refused = |level, index| {
        Err(TiledError::Incomplete {
            level,
            index,
            size: 300,
        })
    };
    assert_eq!(hashes.node(0, 300), refused(0, 300));
    assert_eq!(hashes.node(6, 4), refused(6, 4));
    assert_eq!(hashes.node(8, 1), refused(8, 1));
    assert_eq!(hashes.node(16, 0), refused(16, 0));
    assert_eq!(hashes.node(255, u64::MAX), refused(255, u64::MAX));
    assert!(hashes.node(8, 0).is_ok());
    let missing = TiledHashes::new(&files, 301);
    assert_eq!(
        missing.node(0, 300),
        Err(TiledError::Read("tile/0/001.p/45".to_owned()))
    );
}

#[test]
fn a_tile_of_another_length_is_refused() {
    let id = TileId::new(0, 0, 2).unwrap();
    assert_eq!(
        Tile::parse(id, &[0; 63]),
        Err(TileError::Length { id, bytes: 63 })
    );
    assert_eq!(
        Tile::parse(id, &[0; 96]),
        Err(TileError::Length { id, bytes: 96 })
    );
    assert_eq!(
        Tile::new(id, vec![Hash::ZERO]),
        Err(TileError::Length { id, bytes: 32 })
    );
    let tile = Tile::parse(id, &[7; 64]).unwrap();
    assert_eq!(tile.encode(), [7; 64]);
    assert_eq!(tile.node(0, 2), None);
    assert_eq!(tile.node(9, 0), None);
}

#[test]
fn a_bundle_holds_its_entries_and_nothing_more() {
    let records: [&[u8]; 3] = [b"one", b"", b"three"];
    let bytes = encode_bundle(records).unwrap();
    assert_eq!(bytes, b"\0\x03one\0\0\0\x05three");
    assert_eq!(parse_bundle(&bytes, 3).unwrap(), records);
    assert_eq!(parse_bundle(&bytes, 2), Err(BundleError::Trailing));
    assert_eq!(parse_bundle(&bytes, 4), Err(BundleError::Short));
    assert_eq!(
        parse_bundle(&bytes[..bytes.len() - 1], 3),
        Err(BundleError::Short)
    );
    assert_eq!(parse_bundle(&bytes, 257), Err(BundleError::Full));
    let long = vec![0; 65_536];
    assert_eq!(
        encode_bundle([&long[1..], &long[..]]),
        Err(BundleError::Record(1))
    );
    assert_eq!(encode_bundle([&b""[..]; 257]), Err(BundleError::Full));
}

proptest! {
    #[test]
    fn any_text_is_a_path_that_writes_itself_again_or_refused(text in "(tile/)?[0-9x/.p+entris]{0,30}") {
        if let Ok(path) = text.parse::<LogPath>() {
            prop_assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn a_path_is_that_of_tlog_tiles(level in 0_u8..7, index in 0_u64..1 << 50, width in 1_u16..=256) {
        let ours = TileId::new(level, index, width).unwrap();
        let theirs = tlog_tiles::Tile::new(8, level, index, u32::from(width), false);
        prop_assert_eq!(ours.to_string(), as_c2sp(&theirs.path()));
        prop_assert_eq!(ours.to_string().parse(), Ok(LogPath::Tile(ours)));
    }

    #[test]
    fn any_bytes_are_a_bundle_that_writes_itself_again_or_refused(
        bytes in proptest::collection::vec(0_u8..4, 0..60), width in 0_u16..20,
    ) {
        if let Ok(records) = parse_bundle(&bytes, width) {
            prop_assert_eq!(encode_bundle(records).unwrap(), bytes);
        }
    }
}
