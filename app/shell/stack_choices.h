// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>
#include <QString>

namespace sightglass {

/// The pipelines whose siblings the user wants one by one; stacks are the rule. A file of JSON that
/// is written at each change; without it everything is grouped.
class StackChoices
{
public:
    explicit StackChoices(const QString &path);

    [[nodiscard]] bool isGrouped(const QString &pipeline) const
    {
        return !m_ungrouped.contains(pipeline);
    }
    /// False when it could not be written: it holds for this window only.
    bool keep(const QString &pipeline, bool grouped);

private:
    QString m_path;
    QSet<QString> m_ungrouped;
};

} // namespace sightglass
