using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>
/// .NET readings of the portable patterns, for the search only: what is found is proven on the reference interpreter. Their number is bounded by
/// separators times classes.
/// </summary>
internal static class PatternCache
{
    private const int Most = 20_000;
    private static readonly ConcurrentDictionary<string, Regex> Known = new(StringComparer.Ordinal);

    public static Regex Get(string pattern)
    {
        if (Known.TryGetValue(pattern, out var regex)) return regex;
        if (Known.Count > Most) Known.Clear();
        // $ of .NET also stands before a last line feed; \z does not.
        var exact = pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? pattern[..^1] + "\\z" : pattern;
        return Known[pattern] = new Regex(exact, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
