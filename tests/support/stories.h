// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace sightglass::test {

/// What the tools of one delivery have in common, beside nothing else.
struct StoryNames
{
    int number = 1; // tells its names from those of other stories
    std::string commit; // 40 hex digits
    std::string digest; // 64 hex digits
    std::string config; // 40 hex digits: the commit of the environments' own repository
    int start = 0; // seconds after 2026-03-01T08:00:00Z
};

/// A record as its tool sends it.
struct StoryRecord
{
    int second;
    std::string text; // JSON
};

/// A commit pushed on GitHub, reviewed in Gerrit, built by Jenkins (CDEvents), tested by a Tekton
/// PipelineRun, its licences by CircleCI, its image signed and scanned by a GitLab pipeline,
/// promoted by Argo CD to two environments, an incident opened by a CloudEvent of somebody else:
/// eight vocabularies, and no link is stated between them.
[[nodiscard]] std::vector<StoryRecord> deliveryStory(const StoryNames &names);

} // namespace sightglass::test
