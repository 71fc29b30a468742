// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/metrics/map_index.h"
#include "views/context/view_context.h"
#include "views/typemap/map_picture.h"

#include <QElapsedTimer>
#include <QTimer>

#include <array>
#include <functional>

namespace sightglass {

/// What the map shows, as of the playhead: counted and arranged on the pool, one job at a time, at
/// most twice a second. Knows where the types stand, and what the user did to them. THREAD: GUI.
class MapFeed final : public QObject
{
    Q_OBJECT
public:
    /// Of each way to tell types apart, where they stand.
    using AllPlaces = std::array<MapPlaces, kGroupingWords.size()>;

    explicit MapFeed(ViewContext &context, QObject *parent = nullptr);

    /// Nothing is counted while nobody looks.
    void setActive(bool active);
    void setWindow(std::optional<Span> window);
    [[nodiscard]] std::optional<Span> window() const { return m_window; }
    void setGrouping(Grouping grouping);
    [[nodiscard]] Grouping grouping() const { return m_grouping; }
    /// Link types that make no edge, by the wire's own words.
    void setBanned(BannedLinks banned);
    [[nodiscard]] const BannedLinks &banned() const { return m_banned; }
    /// What may be banned, as of the picture.
    [[nodiscard]] const std::vector<std::string> &linkTypes() const { return m_linkTypes; }
    /// The type whose edges are to be told of; empty: none.
    void setDetails(const std::string &key);

    [[nodiscard]] const MapFigures &figures() const { return m_figures; }
    [[nodiscard]] const MapPicture &picture() const { return m_picture; }
    /// False until something was counted.
    [[nodiscard]] bool isReady() const { return m_ready; }
    /// Calls `answer` with the newest event of the type, unless there is none.
    void findNewest(const std::string &key, std::function<void(EventId)> answer);
    /// Calls `answer` with all events of the types.
    void findEvents(const std::vector<std::string> &keys, std::function<void(EventFilter)> answer);

    /// Where everything stands, of another system: before its content comes.
    void setPlaces(AllPlaces places);
    [[nodiscard]] const AllPlaces &places() const { return m_places; }
    /// What the user does; each can be undone.
    void move(const std::string &key, const Point &centre);
    void togglePin(const std::string &key);
    void tidy();
    void undo() { step(m_past, m_future); }
    void redo() { step(m_future, m_past); }
    [[nodiscard]] bool canUndo() const { return !m_past.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_future.empty(); }

Q_SIGNALS:
    void changed();

private:
    struct Counting; // the index, and what it has been told
    struct Job;
    struct Done;
    using Steps = std::vector<AllPlaces>;

    /// Asks the index on the pool; nothing when there is other content by then.
    template<typename Ask, typename Answer> void ask(Ask question, Answer answer);
    void take(const Frame &frame);
    void reset();
    void refreshSoon(int milliseconds);
    void refresh();
    void finish(Done done);
    void keep();
    void touched();
    void step(Steps &from, Steps &to);
    [[nodiscard]] bool isStillReading() const;
    [[nodiscard]] Timestamp instant() const;
    [[nodiscard]] MapPlaces &shownPlaces()
    {
        return m_places[static_cast<std::size_t>(m_figures.grouping)];
    }

    ViewContext &m_context;
    QTimer m_timer;
    QTimer m_clock; // the window moves on while nothing comes
    std::shared_ptr<Counting> m_counting; // one job at a time
    std::unique_ptr<Frame> m_pending; // what it has not been told yet
    MapFigures m_figures;
    MapPicture m_picture;
    AllPlaces m_places;
    Steps m_past;
    Steps m_future;
    std::optional<Span> m_window = std::chrono::hours{24};
    Grouping m_grouping = Grouping::KindNameSource;
    BannedLinks m_banned;
    std::vector<std::string> m_linkTypes;
    std::string m_details;
    std::uint64_t m_generation = 0; // answers about other content are dropped
    std::uint64_t m_moves = 0; // of the user; an arrangement that does not know them is dropped
    QElapsedTimer m_sinceContent;
    QElapsedTimer m_sincePicture; // while the map is young it grows, then there is a tray
    bool m_settled = false;
    bool m_tidy = false;
    bool m_active = false;
    bool m_ready = false;
    bool m_busy = false;
    bool m_again = false;
};

} // namespace sightglass
