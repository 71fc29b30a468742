// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"
#include "model/vocabulary/mapping/yaml_tree.h"

#include <string>
#include <vector>

namespace sightglass {

/// What a mapping file says, checked. Pointers are RFC 6901; several stand with a blank between
/// them, as in TypeRule.
struct MappingForm
{
    /// A value that a record must have. Patterns: a text, one with `*` at its end for any rest.
    struct Match
    {
        std::string where; // an attribute of the CloudEvent, or a pointer
        std::vector<std::string> patterns; // one of them
    };
    struct Word
    {
        std::string word;
        Phase phase = Phase::None;
        Outcome outcome = Outcome::Unknown;
    };
    struct Identity
    {
        IdentityKind kind;
        IdentityRole role;
        std::string pointer;
    };
    struct Link
    {
        EdgeKind kind;
        std::string pointer; // to the id of the event at the upstream end
    };
    struct Type
    {
        std::string type;
        Kind kind = Kind::None;
        Phase phase = Phase::None;
        std::string state;
        std::string status;
        std::vector<Word> words;
        std::string id;
        std::string name;
        std::string url;
        std::string detail;
        std::string environment;
        std::string time;
        std::string queued;
        std::string started;
        std::string finished;
        std::string chain;
        std::string attempt;
        Kind parentKind = Kind::None;
        std::string parent;
        std::vector<Identity> identities;
        std::vector<Link> links;
    };

    std::string vocabulary;
    FilePlace namePlace;
    std::vector<Match> attributes; // all of them
    std::vector<Match> fields; // all of them
    /// Pointers begin at the whole record, envelope included, not at the vocabulary's own document.
    bool wholeRecord = false;
    std::string source; // pointers to it, or itself
    std::string eventId;
    std::string type; // all that are there, "." between; empty: the CloudEvent's
    std::vector<Type> types;
};

} // namespace sightglass
