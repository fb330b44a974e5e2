//! Entries laid for measuring: real enough to verify, and never in a world where they could be taken for calls.

use switchboard_rules::moment::Span;

use super::house::{EVENING, House, on_both};
use crate::engine::Options;
use crate::log::{self, Filler};
use crate::{Meta, World, WorldKind};

#[test]
fn entries_laid_for_measuring_get_their_places_and_verify_and_say_what_they_are() {
    on_both(9, |house| {
        let _caller = house.caller(0);
        house.settle(EVENING);
        let before = log::head(&house.world).unwrap().size;
        let console = "select count(*) from entry where kind = 108";
        let own = house.count(console);
        let mut filler = Filler::new(&house.world).unwrap();
        assert_eq!(filler.fill(100, EVENING).unwrap(), 102);
        let checked = house.settle(EVENING.plus(Span::seconds(1)));
        assert_eq!(checked.entries, before + 102);
        assert_eq!((checked.waiting, checked.signed_size), (0, checked.entries));
        assert_eq!(house.count(console), own + 102);
        let whom = "select count(distinct s.member) from entry_subject s join entry e on e.id = s.entry where e.kind = 108";
        assert_eq!(house.count(whom), 9, "members take turns");
        assert_eq!(house.count("select count(*) from card"), 0);
    });
}

#[test]
fn no_world_but_a_demos_takes_them() {
    let dir = tempfile::tempdir().unwrap();
    let meta = Meta::new(WorldKind::Live, "Invented Party", "test.example.org").unwrap();
    let place = dir.path().join("data");
    let world = World::create(&place, None, &meta, EVENING, Options::default()).unwrap();
    let said = Filler::new(&world).unwrap_err().to_string();
    assert!(said.contains("in a demo's world alone"), "{said}");
}

#[test]
fn where_nobody_is_there_is_nobody_to_lay_entries_about() {
    on_both(0, |house: &House| {
        let said = Filler::new(&house.world).unwrap_err().to_string();
        assert!(said.contains("import members"), "{said}");
    });
}
