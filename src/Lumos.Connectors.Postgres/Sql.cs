using System.Globalization;
using System.Text;

namespace Lumos.Connectors.Postgres;

/// <summary>The one printer of names and texts for SQL in this assembly.</summary>
internal static class Sql
{
    /// <summary>Most bytes a name has; the server cuts off the rest.</summary>
    public const int NameBytes = 63;

    /// <summary>A quoted identifier.</summary>
    public static string Name(string name) => Quote(name, '"');

    /// <summary>A quoted name in a schema.</summary>
    public static string Name(string schema, string name) => $"{Name(schema)}.{Name(name)}";

    /// <summary>A text literal. Needs <c>standard_conforming_strings</c>, which every session sets.</summary>
    public static string Text(string text) => Quote(text, '\'');

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Quoted identifiers with commas between them.</summary>
    public static string Names(IEnumerable<string> names, string prefix = "") => string.Join(", ", names.Select(name => prefix + Name(name)));

    /// <summary>Equality of some columns of two relations, NULL being equal to nothing.</summary>
    public static string Equal(IEnumerable<string> names, string left, string right) => string.Join(" AND ", names.Select(name => $"{left}.{Name(name)} = {right}.{Name(name)}"));

    /// <summary>Whether the server would cut the name off.</summary>
    public static bool IsTooLong(string name) => Encoding.UTF8.GetByteCount(name) > NameBytes;

    private static string Quote(string text, char quote)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("U+0000 cannot stand in SQL text.", nameof(text));
        return quote + text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal) + quote;
    }
}
