using System.Text.RegularExpressions;

namespace Lumos.Core.Domains;

/// <summary>
/// A regular expression of the catalog. An automaton takes milliseconds to build and tells any value in linear time; an interpreter is built in microseconds. Patterns that travel with Lumos
/// ask the interpreter about short values until they have been asked often enough to pay for the automaton; those of a user, which nobody has looked at, always ask the automaton.
/// </summary>
internal sealed class CatalogPattern(string text, bool looked)
{
    /// <summary>Longest value the interpreter is asked about, in characters: whatever a pattern does, it does it to few.</summary>
    internal const int Longest = 100;

    // The automaton saves about a tenth of a microsecond a value and costs three to four milliseconds (126 patterns, 3,500 values).
    private const int PaysFrom = 30_000;

    private readonly Lazy<Regex>? _interpreter = looked && text.StartsWith('^') ? new(() => new Regex(text, RegexOptions.CultureInvariant)) : null;
    private readonly Lazy<Regex> _automaton = new(() => new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
    private int _asked;

    /// <summary>Whether the value fits.</summary>
    public bool Fits(string value) => For(value).IsMatch(value);

    /// <summary>The match, with its groups.</summary>
    public Match Match(string value) => For(value).Match(value);

    // Both say the same; a count lost between threads only delays the change.
    private Regex For(string value) => _interpreter is not null && value.Length <= Longest && _asked++ < PaysFrom ? _interpreter.Value : _automaton.Value;
}
