//! A contest's week, small: rival campaigns, evenings of calls, every promise asked after each step (`switchboard::week`). The
//! whole of it, with 60,000 members and 400 callers, is `switchboard simulate week` (scripts/soak).

use switchboard::week::{Setting, play};

use crate::house::engines::grounds;

#[test]
fn four_campaigns_ring_through_a_week_and_no_promise_is_broken() {
    for ground in grounds() {
        let dir = tempfile::tempdir().unwrap();
        let setting = Setting {
            members: 500,
            callers: 3,
            evenings: 3,
            minutes: 24,
            seed: 2026,
        };
        let told = play(dir.path(), ground.empty(), &setting).unwrap();
        assert!(told.cards.iter().all(|cards| *cards > 30), "{told:?}");
        assert!(told.refused > 0 && told.unreported > 0, "{told:?}");
        assert!(told.entries > told.cards.iter().sum(), "{told:?}");
    }
}
