using System.Globalization;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>A short name for a text, the same on every machine: tells overloads of one method apart.</summary>
internal static class Fingerprint
{
    // FNV-1a, 32 bits.
    public static string Of(string text)
    {
        var hash = 2166136261U;
        foreach (var c in text) hash = unchecked((hash ^ c) * 16777619U);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
