// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sightglass {

/// One line of the Rosetta stone: what events of a type become. Text for a person, JSON pointers
/// into the vocabulary's own document; empty where there is nothing to say.
struct Rosetta
{
    std::string type; // the wire name; `*` stands for any rest
    std::string kind; // a word of Kind
    std::string phase; // of activities a word of Phase, of subjects their state
    std::string outcome; // "/workflow_run/conclusion: success → success, …"
    std::string id;
    std::string name;
    std::string parent;
    std::string links; // what ties it to others: declared links, references, identities
    std::string url;
};

} // namespace sightglass
