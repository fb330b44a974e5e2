//! Parsed types about a person.
