using System.Text;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql.SqlServer;

/// <summary>
/// SQL Server's quoting: names in brackets, whose closing one is doubled, at most 128 characters ("Database identifiers",
/// learn.microsoft.com/sql/relational-databases/databases/database-identifiers); texts as nvarchar with a binary collation ("Constants", /t-sql/data-types/constants-transact-sql).
/// </summary>
internal sealed class SqlServerPrinter : SqlPrinter
{
    private const int MaxIdentifierLength = 128;

    // Longer ones would be nvarchar(max), shorter ones put together are cut at 4,000.
    private const string Head = "CAST(N'' AS nvarchar(max)) + ";

    public override string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxIdentifierLength) throw Refuse(name, $"has more than {MaxIdentifierLength} characters");
        if (name[name.Length - 1] == ' ') throw Refuse(name, "ends with a blank");
        return "[" + Quote(name, ']', escapeBackslash: false).Substring(1);
    }

    // A backslash before a line end would join both lines ("Backslash (line continuation)", /t-sql/language-elements/sql-server-utilities-statements-backslash): the text ends between them.
    public override string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = Quote(text, '\'', escapeBackslash: false);
        var sql = new StringBuilder("N");
        var parts = 1;
        for (var i = 0; i < quoted.Length; i++)
        {
            sql.Append(quoted[i]);
            if (quoted[i] != '\\' || quoted[i + 1] is not ('\n' or '\r')) continue;
            sql.Append("' + N'");
            parts++;
        }

        var literal = parts == 1 ? sql.ToString() : "(" + Head + sql + ")";
        return literal + " COLLATE " + SqlServerDialect.Collation;
    }

    private static Exception Refuse(string name, string why) =>
        DslReject.Exception(RejectCode.Backend, $"The column name '{name}' {why}, which SQL Server does not take.", "Use another name.");
}
