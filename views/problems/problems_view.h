// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "model/graph/findings.h"
#include "views/common/theme.h"
#include "views/context/view_context.h"

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace sightglass {

/// Findings about the data, by rule, and the bytes that were no event, by reason, with where they
/// stand (ux.md §2.6.12). The findings are made on the pool, as of the playhead.
class ProblemsView final : public QWidget
{
    Q_OBJECT
public:
    ProblemsView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    /// "14 problems".
    [[nodiscard]] QString headline() const;
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] Severity worst() const { return m_worst; }

Q_SIGNALS:
    void headlineChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// What is of one rule, or was refused for one reason.
    struct Group
    {
        std::optional<Reason> refused;
        Problem problem{}; // else
        std::uint64_t count = 0;
        std::vector<Finding> findings; // the first of them
        std::vector<std::uint32_t> rows; // of the rejected table, the first of them
    };
    static std::vector<Group> refusedOf(const Snapshot &snapshot);
    static std::vector<Group> groupsOf(const Snapshot &snapshot, std::vector<Finding> found);
    void find();
    void fill(std::vector<Group> groups);
    void fillLines(QTreeWidgetItem *item);
    void fillLine(QTreeWidgetItem *line, const Group &group, std::size_t place);
    [[nodiscard]] QString exampleOf(const Group &group, std::size_t place) const;
    void choose();
    void showBytes(std::uint32_t rejectedRow);

    ViewContext &m_context;
    Theme &m_theme;
    QTreeWidget *m_tree;
    QLabel *m_place;
    QPlainTextEdit *m_bytes;
    QLabel *m_empty;
    std::uint64_t m_count = 0;
    Severity m_worst = Severity::Info;
    std::uint32_t m_shownRow = 0; // of the rejected table, + 1
    std::vector<Group> m_groups; // as the tree's
    PacedWork m_finding;
    std::uint64_t m_generation = 0; // of the content: what was found in an older one is dropped
};

} // namespace sightglass
