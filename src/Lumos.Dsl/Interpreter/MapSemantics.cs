using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>map_dict.</summary>
internal static class MapSemantics
{
    public static Func<object?[], Outcome> Of(MapDict map)
    {
        var table = map.Map.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        return inputs =>
        {
            if (inputs[0] is not string key) return new Outcome(map.OnNull);
            if (table.TryGetValue(key, out var value)) return new Outcome(value);
            return map.OnMissing.Kind switch
            {
                MissingKind.Error => Outcome.Fail(ValueErrors.MapMissing),
                MissingKind.Keep => new Outcome(key),
                MissingKind.Default => new Outcome(map.OnMissing.DefaultValue),
                _ => Outcome.Null,
            };
        };
    }
}
