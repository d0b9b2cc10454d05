#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16
// The library asserts what a wrong file can break ("a = [}"), and where assertions are off it lets the compiler assume
// it. Without either, its own checks behind find the error.
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#include "ctoml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace {

ctoml_place place_of(const toml::source_position &position) {
    return {static_cast<uint32_t>(position.line), static_cast<uint32_t>(position.column)};
}

struct Walk {
    ctoml_visitor visitor;
    void *context;

    void value(const toml::node &node, const toml::key *key) const {
        ctoml_event event = start(node, key);
        switch (node.type()) {
            case toml::node_type::table: return table(*node.as_table(), event);
            case toml::node_type::array: return array(*node.as_array(), event);
            case toml::node_type::string: {
                const std::string &text = node.as_string()->get();
                event.kind = CTOML_STRING;
                event.text = text.data();
                event.text_length = text.size();
                break;
            }
            case toml::node_type::integer:
                event.kind = CTOML_INTEGER;
                event.integer = node.as_integer()->get();
                break;
            case toml::node_type::floating_point:
                event.kind = CTOML_FLOAT;
                event.number = node.as_floating_point()->get();
                break;
            case toml::node_type::boolean:
                event.kind = CTOML_BOOLEAN;
                event.boolean = node.as_boolean()->get();
                break;
            default: event.kind = CTOML_DATE; break;
        }
        visitor(context, &event);
    }

  private:
    static ctoml_event start(const toml::node &node, const toml::key *key) {
        ctoml_event event{};
        if (key) {
            event.key = key->data();
            event.key_length = key->length();
            event.key_begin = place_of(key->source().begin);
        }
        event.begin = place_of(node.source().begin);
        event.end = place_of(node.source().end);
        return event;
    }

    void table(const toml::table &table, ctoml_event event) const {
        event.kind = CTOML_TABLE_BEGIN;
        event.is_inline = table.is_inline();
        visitor(context, &event);
        for (auto &&[key, node] : table) value(node, &key);
        event.kind = CTOML_TABLE_END;
        visitor(context, &event);
    }

    void array(const toml::array &array, ctoml_event event) const {
        event.kind = CTOML_ARRAY_BEGIN;
        event.is_inline = !array.is_array_of_tables();
        visitor(context, &event);
        for (auto &&node : array) value(node, nullptr);
        event.kind = CTOML_ARRAY_END;
        visitor(context, &event);
    }
};

}  // namespace

bool ctoml_parse(const char *text, size_t length, ctoml_visitor visitor, void *context, char *reason,
                 size_t capacity, ctoml_place *place) {
    toml::parse_result result = toml::parse(std::string_view(text, length));
    if (!result) {
        const std::string_view why = result.error().description();
        const size_t kept = std::min(why.size(), capacity - 1);
        std::memcpy(reason, why.data(), kept);
        reason[kept] = 0;
        *place = place_of(result.error().source().begin);
        return false;
    }
    Walk{visitor, context}.value(result.table(), nullptr);
    return true;
}
