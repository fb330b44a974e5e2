//! A script of the first campaign, published once.

use crate::house::{House, Person};

const FILE: &str =
    "title = \"Hello\"\nlanguages = [\"en\"]\n[[part]]\nid = \"hello\"\nwords = \"Good evening\"\n";

/// Its id.
pub(super) fn published(organiser: &Person<'_>, house: &House) -> String {
    let list = format!("/campaigns/{}/scripts", house.campaigns[0]);
    let kept = organiser
        .post(&list, &[("text", FILE), ("do", "keep")])
        .expect(303);
    let to = kept.location();
    let (path, _) = to.split_once('?').unwrap();
    let fields = [("text", FILE), ("do", "publish")];
    organiser.post(path, &fields).expect(303);
    path.rsplit('/').next().unwrap().to_owned()
}
