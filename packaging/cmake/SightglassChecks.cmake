# SPDX-License-Identifier: Apache-2.0
# The checks of style: format-check in any build, tidy and clazy in the one of the preset `lint`.
#   cmake --preset lint && cmake --build --preset lint
add_custom_target(format-check
    COMMAND sh ${PROJECT_SOURCE_DIR}/packaging/checks/format.sh
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)

if(SIGHTGLASS_LINT)
    foreach(check IN ITEMS tidy clazy)
        add_custom_target(${check}
            COMMAND sh ${PROJECT_SOURCE_DIR}/packaging/checks/${check}.sh ${PROJECT_BINARY_DIR}
            WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} USES_TERMINAL VERBATIM)
        add_dependencies(${check} autogen)
    endforeach()
endif()
