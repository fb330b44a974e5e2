//! Webhooks on their pages, without a script: what one is told is chosen, and the secret of before ends by one button.

use axum::http::Method;
use serde_json::json;

use crate::house::{Plan, on_both};

#[test]
fn what_a_webhook_is_told_is_chosen_by_boxes_and_its_secret_of_before_ends_by_a_button() {
    let plan = Plan {
        members: 3,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let organiser = house.organiser(0);
        let list = format!("/campaigns/{}/hooks", house.campaigns[0]);
        let form = organiser.get(&list).expect(200).body;
        assert!(form.contains("value=\"bank.opened\""), "{form}");
        assert!(
            !form.contains("value=\"roll.changed\""),
            "the roll is the office's"
        );
        let address = ("address", "https://127.0.0.1:9/");
        let odd = [address, ("event", "roll.changed")];
        organiser.post(&list, &odd).expect(422);
        let two = [address, ("event", "bank.opened"), ("event", "bank.closed")];
        let made = organiser.post(&list, &two).expect(200).body;
        let (_, hook) = made.split_once("href=\"/hooks/").unwrap();
        let hook = hook.split('"').next().unwrap();
        let page = format!("/hooks/{hook}");
        let shown = organiser.get(&page).expect(200).body;
        for said in [
            "<li>A phone bank was opened</li>",
            "<li>A phone bank was closed for good</li>",
        ] {
            assert!(shown.contains(said), "{said} in {shown}");
        }
        assert!(!shown.contains("/end-before"), "there is no other secret");
        let api = organiser.api(Method::GET, &format!("/api/v1{page}"), None);
        let api = api.expect(200).json();
        assert_eq!(api["hook"]["events"], json!(["bank.opened", "bank.closed"]));
        assert_eq!(api["lost"], 0);

        organiser.post(&format!("{page}/rotate"), &[]).expect(200);
        let shown = organiser.get(&page).expect(200).body;
        assert!(shown.contains("valid until") && shown.contains("/end-before"));
        organiser
            .post(&format!("{page}/end-before"), &[])
            .expect(303);
        let shown = organiser.get(&page).expect(200).body;
        assert!(!shown.contains("valid until"), "{shown}");
    });
}
