using System.Globalization;
using System.Text;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql.Snowflake;

/// <summary>
/// Snowflake's quoting: a text doubles its quotes and its backslashes and writes control characters by number ("String &amp; binary data types",
/// docs.snowflake.com/en/sql-reference/data-types-text, escape sequences in single-quoted constants); a name doubles its quotes and has at most 255 characters
/// ("Identifier requirements", /identifiers-syntax).
/// </summary>
internal sealed class SnowflakePrinter : SqlPrinter
{
    private const int MaxIdentifierLength = 255;

    public override string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.EnumerateRunes().Count() > MaxIdentifierLength)
            throw DslReject.Exception(RejectCode.Backend, $"The column name '{name}' has more than {MaxIdentifierLength} characters, which Snowflake does not take.", "Use a shorter name.");
        return base.Identifier(name);
    }

    public override string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = Quote(text, '\'', escapeBackslash: true);
        if (!quoted.Any(c => c < ' ')) return quoted;
        var sql = new StringBuilder();
        foreach (var c in quoted)
        {
            if (c < ' ') sql.Append(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
            else sql.Append(c);
        }

        return sql.ToString();
    }
}
