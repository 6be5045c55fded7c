namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// PostgreSQL's quoting. A text with a backslash is written as <c>E'..'</c>, where it is doubled: the meaning of a plain literal depends on the session
/// (standard_conforming_strings).
/// </summary>
internal sealed class PostgresPrinter : SqlPrinter
{
    // NAMEDATALEN - 1: the server cuts longer names without an error.
    protected override int MaxIdentifierBytes => 63;

    public override string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('\\', StringComparison.Ordinal) ? "E" + Quote(text, '\'', escapeBackslash: true) : base.Literal(text);
    }
}
