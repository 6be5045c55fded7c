using System.Globalization;
using System.Text;
using Lumos.Dsl.Sql;

namespace Lumos.Dsl.Tests.Sql.Elt;

/// <summary>Reads a statement by an engine's own rules of quoting, written apart from the printers: what stands in quotes, and what is left.</summary>
internal sealed class EngineLexer(SqlEngine engine)
{
    private readonly bool _escapes = engine is SqlEngine.SparkSql or SqlEngine.BigQuery or SqlEngine.Snowflake;
    private readonly bool _doublesQuotes = engine is SqlEngine.Trino or SqlEngine.Snowflake or SqlEngine.SqlServer;
    private readonly char _nameQuote = engine switch { SqlEngine.SparkSql or SqlEngine.BigQuery => '`', SqlEngine.SqlServer => '[', _ => '"' };

    /// <summary>The texts in the statement.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>The quoted names in it.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The statement with every text as <c>L</c>, every quoted name as <c>I</c> and every number as <c>0</c>.</summary>
    /// <exception cref="FormatException">A quote is not closed, or something stands there that no statement of ours has.</exception>
    public string Shape(string sql)
    {
        var shape = new StringBuilder();
        for (var i = 0; i < sql.Length;)
        {
            if (sql[i] == '\'')
            {
                Texts.Add(Text(sql, ref i));
                if (engine == SqlEngine.SqlServer && shape.Length > 0 && shape[^1] == 'N') shape.Length--;
                shape.Append('L');
            }
            else if (sql[i] == _nameQuote && !(engine == SqlEngine.BigQuery && sql[i] == '['))
            {
                Names.Add(Name(sql, ref i));
                shape.Append('I');
            }
            else if (sql[i] is '"' or '`' or '#' or '$' or ';' or '\\' or '{' or '}' or > '~' || (sql[i] < ' ' && sql[i] != '\n') || Starts(sql, i, "--") || Starts(sql, i, "/*"))
            {
                throw new FormatException($"'{sql[i]}' at {i} is outside of quotes.");
            }
            else
            {
                shape.Append(sql[i++]);
            }
        }

        var numbers = System.Text.RegularExpressions.Regex.Replace(shape.ToString(), "[0-9]+", "0");
        return System.Text.RegularExpressions.Regex.Replace(numbers, @"\(CAST\(L AS nvarchar\(max\)\)( \+ L)+\)", "L");
    }

    private string Text(string sql, ref int i)
    {
        var text = new StringBuilder();
        for (i++; ; i++)
        {
            if (i >= sql.Length) throw new FormatException("A text does not end.");
            if (sql[i] == '\'' && _doublesQuotes && Starts(sql, i, "''")) text.Append(sql[++i]);
            else if (sql[i] == '\'') break;
            else if (sql[i] == '\\' && _escapes) text.Append(Escaped(sql, ref i));
            else if (sql[i] == '\\' && engine == SqlEngine.SqlServer && (Starts(sql, i, "\\\n") || Starts(sql, i, "\\\r"))) i += Starts(sql, i, "\\\r\n") ? 2 : 1;
            else if (sql[i] is '\n' or '\r' && engine == SqlEngine.BigQuery) throw new FormatException("A text holds a line end.");
            else if (engine == SqlEngine.SparkSql && Starts(sql, i, "${")) throw new FormatException("A variable would be put in.");
            else text.Append(sql[i]);
        }

        i++;
        if (!_doublesQuotes && i < sql.Length && sql[i] == '\'') throw new FormatException("Two texts stand side by side.");
        return text.ToString();
    }

    private static string Escaped(string sql, ref int i)
    {
        i++;
        if (sql[i] is '\\' or '\'') return sql[i].ToString();
        if (sql[i] != 'u') throw new FormatException($"Unknown escape {sql[i]}.");
        var code = int.Parse(sql.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        i += 4;
        return ((char)code).ToString();
    }

    private string Name(string sql, ref int i)
    {
        var close = _nameQuote == '[' ? ']' : _nameQuote;
        var name = new StringBuilder();
        for (i++; ; i++)
        {
            if (i >= sql.Length) throw new FormatException("A name does not end.");
            if (sql[i] != close) name.Append(sql[i]);
            else if (i + 1 < sql.Length && sql[i + 1] == close) name.Append(sql[i++]);
            else break;
        }

        i++;
        return name.ToString();
    }

    private static bool Starts(string sql, int at, string part) => string.CompareOrdinal(sql, at, part, 0, part.Length) == 0;
}
