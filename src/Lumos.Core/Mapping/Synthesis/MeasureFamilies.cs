namespace Lumos.Core.Mapping.Synthesis;

/// <summary>What names say is measured, and the everyday units of it. Data.</summary>
internal static class MeasureFamilies
{
    private static readonly (string[] Words, string[] Units)[] All =
    [
        (["temperature", "temp", "fever"], ["C", "F", "K"]),
        (["weight", "mass", "wt"], ["mg", "g", "kg", "t", "lb", "oz"]),
        (["height", "width", "depth", "distance", "altitude", "elevation", "ht", "diameter", "mileage", "odometer", "visibility"], ["mm", "cm", "m", "km", "in", "ft", "yd", "mi"]),
        (["age", "tenure", "seniority"], ["d", "weeks", "months", "years"]),
        (["duration", "runtime", "latency", "elapsed", "uptime"], ["ms", "s", "min", "h", "d"]),
        (["rain", "rainfall", "precipitation", "snow"], ["mm", "cm", "in"]),
        (["volume", "capacity"], ["ml", "l", "gal_us"]),
        (["energy", "consumption"], ["Wh", "kWh", "MW.h", "MJ", "kJ", "kcal"]),
        (["speed", "velocity", "wind"], ["m/s", "km/h", "mph", "kn"]),
        (["area", "acreage"], ["m2", "ha", "acre", "km2", "sqft"]),
        (["pressure"], ["mmHg", "kPa", "hPa", "bar", "psi"]),
        (["storage", "memory", "bytes"], ["b", "kb", "kib", "MB", "mib", "GB"]),
        (["length", "len"], ["mm", "cm", "m", "km", "in", "ft", "yd", "mi"]),
    ];

    /// <summary>Units of what is measured: by a unit that is known, else by words; null when neither says.</summary>
    public static IReadOnlyList<string>? Of(string? unit, IEnumerable<string> words)
    {
        if (unit is not null) return All.FirstOrDefault(f => f.Units.Contains(unit)).Units;
        return All.FirstOrDefault(f => f.Words.Any(words.Contains)).Units;
    }
}
