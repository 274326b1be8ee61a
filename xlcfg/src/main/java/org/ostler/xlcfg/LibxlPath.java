package org.ostler.xlcfg;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A place in a document of libxl, such as `b_info/sched_params/cap`.
///
/// `b_info/type/pae` is in the part that belongs to the guest's kind, `type.hvm` for instance.
record LibxlPath(String text) {
    /// Puts a value there, with the objects on the way to it.
    void put(Map<String, Object> root, String kind, Json value) {
        String[] keys = keys(kind);
        Map<String, Object> object = root;
        for (int i = 0; i + 1 < keys.length; i++) {
            object = child(object, keys[i]);
        }
        object.put(keys[keys.length - 1], value);
    }

    @SuppressWarnings("unchecked") // nothing but maps of this kind and Json is ever put in
    static Map<String, Object> child(Map<String, Object> object, String key) {
        return (Map<String, Object>)
                object.computeIfAbsent(key, _ -> new LinkedHashMap<String, Object>());
    }

    /// The value there.
    Optional<Json> get(Json.Obj root, String kind) {
        String[] keys = keys(kind);
        Json.Obj object = root;
        for (int i = 0; i + 1 < keys.length; i++) {
            object = object.object(keys[i]);
        }
        return object.get(keys[keys.length - 1]);
    }

    private String[] keys(String kind) {
        return text.replace("b_info/type/", "b_info/type." + kind + "/").split("/", -1);
    }

    /// The finished document of what was put.
    static Json.Obj document(Map<String, Object> root) {
        Json.Builder built = Json.object();
        root.forEach(
                (key, value) ->
                        built.put(
                                key,
                                value instanceof Json json ? json : document(child(root, key))));
        return built.build();
    }
}
