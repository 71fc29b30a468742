// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/github/github.h"

#include "model/vocabulary/github/rules.h"
#include "model/vocabulary/github/webhook.h"

namespace sightglass {
namespace {

class Github final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "github"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (envelope.isCloudEvent)
            return envelope.type.starts_with(forge().prefix);
        return github::isWebhook(envelope) && !github::isOfGitea(envelope);
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        github::decodeWebhook(forge(), envelope, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(forge().rules); }

private:
    static github::Forge forge() { return {"com.github.", github::rules()}; }
};

} // namespace

std::unique_ptr<const Vocabulary> makeGithub()
{
    return std::make_unique<Github>();
}

} // namespace sightglass
