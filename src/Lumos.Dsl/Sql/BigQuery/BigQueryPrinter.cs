using System.Globalization;
using System.Numerics;
using System.Text;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql.BigQuery;

/// <summary>
/// BigQuery's quoting: a text in single quotes may hold neither a bare quote nor a line end, both are escaped ("Lexical structure and syntax",
/// cloud.google.com/bigquery/docs/reference/standard-sql/lexical, string literals). Names are letters, digits and underscores ("Specifying a schema",
/// /bigquery/docs/schemas, column names); others are refused.
/// </summary>
internal sealed class BigQueryPrinter : SqlPrinter
{
    private const int MaxIdentifierLength = 300;
    private static readonly string[] Reserved = ["_TABLE_", "_FILE_", "_PARTITION", "_ROW_TIMESTAMP", "__ROOT__", "_COLIDENTIFIER"];

    public override string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var plain = name.Length <= MaxIdentifierLength && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!plain || Reserved.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            throw DslReject.Exception(RejectCode.Backend, $"BigQuery does not take every column name like '{name}'.", $"Use at most {MaxIdentifierLength} letters, digits and underscores, not beginning with a digit.");
        return "`" + name + "`";
    }

    public override string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _ = Quote(text, '\'', escapeBackslash: true);
        var sql = new StringBuilder("'");
        foreach (var c in text)
        {
            if (c is '\'' or '\\') sql.Append('\\').Append(c);
            else if (c is < ' ' or '\u007F' or '\u0085' or '\u2028' or '\u2029') sql.Append(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
            else sql.Append(c);
        }

        return sql.Append('\'').ToString();
    }

    // A number beyond 64 bits has to say its type: /lexical#numeric_literals.
    public override string Integer(BigInteger value) =>
        BigInteger.Abs(value) <= long.MaxValue ? base.Integer(value) : "BIGNUMERIC '" + value.ToString(CultureInfo.InvariantCulture) + "'";
}
