using System.Globalization;
using System.Numerics;
using System.Text;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql.Spark;

/// <summary>
/// Spark's quoting. A quote in a text is <c>\'</c>: two of them would end one text and begin another, and texts side by side are one ("Literals",
/// spark.apache.org/docs/3.5.0/sql-ref-literals.html#string-literal). A dollar sign is written by its number, because <c>${name}</c> is replaced before anything
/// is parsed ("Configuration", /configuration.html, spark.sql.variable.substitute).
/// </summary>
internal sealed class SparkPrinter : SqlPrinter
{
    // A backquote inside is doubled: "Identifiers", /sql-ref-identifier.html.
    public override string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('$', StringComparison.Ordinal))
            throw DslReject.Exception(RejectCode.Backend, $"The column name '{name}' holds a dollar sign, with which Spark SQL may put in a variable.", "Use another name.");
        return Quote(name, '`', escapeBackslash: false);
    }

    public override string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _ = Quote(text, '\'', escapeBackslash: true);
        var sql = new StringBuilder("'");
        foreach (var c in text)
        {
            if (c is '\'' or '\\') sql.Append('\\').Append(c);
            else if (c is < ' ' or '$') sql.Append(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
            else sql.Append(c);
        }

        return sql.Append('\'').ToString();
    }

    // BD: beyond 64 bits a number without it is one too, but says so: /sql-ref-literals.html#integral-literal.
    public override string Integer(BigInteger value)
    {
        if (BigInteger.Abs(value) <= long.MaxValue) return base.Integer(value);
        var digits = value.ToString(CultureInfo.InvariantCulture) + "BD";
        return value.Sign < 0 ? "(" + digits + ")" : digits;
    }
}
