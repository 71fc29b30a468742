# SPDX-License-Identifier: Apache-2.0
# One call declares a library: what it is made of, how high it sits, what it may see.
#   sg_library(Graph TIER 40 DEPENDS Base Snapshot QT Core LINKS PkgConfig::Simdjson HEADERS ... SOURCES ...)
# A library may depend only on strictly lower tiers, and only tiers >= 70 may see Gui or Widgets.
set(SG_GUI_TIER 70)

# The house rules for every target that compiles our code, tests included.
function(sg_house_rules target)
    target_compile_definitions(${target} PRIVATE
        QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING
        QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
        -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
    # g++ 12 sees overlaps where std::string is joined with optimisation on (its bug 105651).
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
endfunction()

# The headers of Qt Widgets, compiled once for all targets that show something.
function(sg_gui_headers target)
    if(NOT TARGET GuiHeaders)
        set(source "${PROJECT_BINARY_DIR}/gui_headers.cpp")
        file(CONFIGURE OUTPUT "${source}" CONTENT "// No code: the headers are all.\n")
        add_library(GuiHeaders OBJECT "${source}")
        sg_house_rules(GuiHeaders)
        set_target_properties(GuiHeaders PROPERTIES AUTOMOC OFF)
        target_link_libraries(GuiHeaders PUBLIC Qt6::Widgets)
        target_precompile_headers(GuiHeaders PRIVATE <QtWidgets/QtWidgets>)
    endif()
    target_precompile_headers(${target} REUSE_FROM GuiHeaders)
endfunction()

# Leaves in the list `headers` those that nothing shows to stand alone: a source file that includes its own header first
# does, but not behind the precompiled headers of Widgets.
function(sg_remove_proven_headers headers sources)
    foreach(source IN LISTS sources)
        string(REGEX REPLACE "\\.cpp$" ".h" header ${source})
        list(REMOVE_ITEM ${headers} ${header})
    endforeach()
    set(${headers} ${${headers}} PARENT_SCOPE)
endfunction()

function(sg_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIER" "DEPENDS;QT;LINKS;HEADERS;SOURCES")
    set(unproven ${arg_HEADERS})
    if(NOT "Widgets" IN_LIST arg_QT)
        sg_remove_proven_headers(unproven "${arg_SOURCES}")
    endif()
    set(proven ${arg_HEADERS})
    list(REMOVE_ITEM proven ${unproven})

    add_library(${name} STATIC)
    add_library(Sightglass::${name} ALIAS ${name})
    target_sources(${name}
        PRIVATE ${arg_SOURCES}
        PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${proven}
        PUBLIC FILE_SET unproven TYPE HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${unproven})
    sg_house_rules(${name})
    target_compile_definitions(${name} INTERFACE QT_NO_KEYWORDS) # `slots` is a word of ours, not of Qt
    set_target_properties(${name} PROPERTIES SG_TIER ${arg_TIER}
        VERIFY_INTERFACE_HEADER_SETS ON INTERFACE_HEADER_SETS_TO_VERIFY unproven)
    target_link_libraries(${name} PUBLIC ${arg_LINKS})

    foreach(module IN LISTS arg_QT)
        if(module MATCHES "^(Gui|Widgets|Svg)$" AND arg_TIER LESS SG_GUI_TIER)
            message(FATAL_ERROR "${name} (tier ${arg_TIER}) may not link Qt6::${module}")
        endif()
        target_link_libraries(${name} PUBLIC Qt6::${module})
    endforeach()
    if("Widgets" IN_LIST arg_QT)
        sg_gui_headers(${name})
    endif()
    foreach(dep IN LISTS arg_DEPENDS)
        get_target_property(dep_tier ${dep} SG_TIER)
        if(NOT dep_tier LESS arg_TIER)
            message(FATAL_ERROR "${name} (tier ${arg_TIER}) may not depend on ${dep} (tier ${dep_tier})")
        endif()
        target_link_libraries(${name} PUBLIC Sightglass::${dep})
    endforeach()
endfunction()
