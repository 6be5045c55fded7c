using System.Text;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// Quoting of MariaDB and MySQL. Every text says its character set and collation, so the connection's and the server's do not matter; a
/// backslash is doubled, and a probe asks whether the server really unescapes it.
/// </summary>
/// <param name="collation">A binary collation that counts trailing blanks.</param>
internal sealed class MariaDbPrinter(string collation) : SqlPrinter
{
    private const int MaxIdentifierLength = 64;

    public override string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.EnumerateRunes().Count() > MaxIdentifierLength) throw Refuse(name, "has more than 64 characters");
        if (name[0] is <= ' ' or '\u007F') throw Refuse(name, "begins with a blank or control character");
        if (name[^1] == ' ') throw Refuse(name, "ends with a blank");
        if (name.EnumerateRunes().Any(rune => rune.Value > 0xFFFF)) throw Refuse(name, "holds a character outside the Basic Multilingual Plane");
        return Quote(name, '`', escapeBackslash: false);
    }

    public override string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return "_utf8mb4" + Quote(text, '\'', escapeBackslash: true) + " COLLATE " + collation;
    }

    private static Exception Refuse(string name, string why) =>
        DslReject.Exception(RejectCode.Backend, $"The column name '{name}' {why}, which MariaDB and MySQL do not take.", "Use another name.");
}
