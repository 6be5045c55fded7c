using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>date_parse by formats beyond the core on engines that have patterns: one holds the grammar, and one for every field cuts it out.</summary>
internal static class IsoDateFields
{
    /// <summary>ISO text of the value; NULL unless the whole text fits the format.</summary>
    public static SqlFragment Read(ServerDialect dialect, LetChain chain, SqlBinding x, DatePattern pattern, DateParse parse)
    {
        var words = dialect.DateWords!;
        if (pattern.Number is { } number)
        {
            var epoch = number.IsEpoch();
            var text = chain.Bind(SqlFragment.Of($"CASE WHEN {dialect.Matches(x, (epoch ? "^[+-]?[0-9]{1,18}(?:[.][0-9]{1,9})?" : "^[0-9]{1,7}(?:[.][0-9]{1,17})?") + dialect.EndAnchor)} THEN {x} END"));
            var unsigned = chain.Bind(dialect.Without(text, "^[+-]"));
            var (whole, fraction) = (dialect.Without(unsigned, "[.][0-9]*" + dialect.EndAnchor), dialect.Without(unsigned, "^[0-9]*[.]?"));
            return epoch
                ? IsoNumberDates.Epoch(chain, words, whole, fraction, SqlFragment.Of($"substring({x}, 1, 1) = {SqlFragment.Text("-")}"), number, parse.Fraction)
                : IsoNumberDates.Serial(chain, words, whole, fraction, number, parse.Target);
        }

        var grammar = chain.Bind(dialect.Matches(x, Anchored(captured: -1)));
        var fields = new DateFields(chain, words, parse);
        fields.Require(grammar);
        var index = 0;
        foreach (var part in pattern.Parts.Where(part => part.Token != DateToken.Literal))
        {
            var text = chain.Bind(SqlFragment.Of($"CASE WHEN {grammar} THEN {dialect.Captured(x, Anchored(index++))} END"));
            switch (part.Token)
            {
                case DateToken.Meridiem:
                    fields.AddNumber(part.Token, SqlFragment.Of($"CASE WHEN substring({text}, 1, 1) IN ({SqlFragment.Text("P")}, {SqlFragment.Text("p")}) THEN 1 ELSE 0 END"));
                    break;
                case DateToken.Offset:
                    fields.AddNumber(part.Token, chain.Bind(Offset(chain, words, text)));
                    break;
                case var name when name.IsName():
                    fields.AddNumber(name, chain.Bind(NumberOf(text, name, parse.Language)));
                    break;
                default:
                    fields.Add(part, text);
                    break;
            }
        }

        return fields.Iso();

        string Anchored(int captured) => "^" + DateGrammar.Of(pattern, parse.Language, field => field == captured) + dialect.EndAnchor;
    }

    /// <summary>A name in small letters, as the case table has them for the letters of the language's names.</summary>
    public static SqlFragment Small(SqlFragment text, DateToken token, DateLanguage language) =>
        SqlFragment.Of($"lower({DateGrammar.OtherLetters(token, language).Aggregate(text, (inner, pair) => SqlFragment.Of($"replace({inner}, {SqlFragment.Text(pair.Letter.ToString())}, {SqlFragment.Text(pair.Small.ToString())})"))})");

    private static SqlFragment NumberOf(SqlBinding text, DateToken token, DateLanguage language)
    {
        var cases = DateNames.Of(token, language).SelectMany((names, i) => names.Select(name => SqlFragment.Of($"WHEN {SqlFragment.Text(name.ToLowerInvariant())} THEN {i + 1}")));
        return SqlFragment.Of($"CASE {Small(text, token, language)} {SqlFragment.Join(" ", cases)} END");
    }

    // Z, +hh, +hhmm or +hh:mm in minutes.
    private static SqlFragment Offset(LetChain chain, DateWords words, SqlBinding text)
    {
        var digits = chain.Bind(SqlFragment.Of($"replace(substring({text}, 2, 5), {SqlFragment.Text(":")}, {SqlFragment.Text("")})"));
        var minutes = SqlFragment.Of($"CASE WHEN length({digits}) > 2 THEN {words.Integer(SqlFragment.Of($"substring({digits}, 3, 2)"))} ELSE 0 END");
        return SqlFragment.Of(
            $"CASE WHEN {text} = {SqlFragment.Text("Z")} THEN 0 ELSE ({words.Integer(SqlFragment.Of($"substring({digits}, 1, 2)"))} * 60 + {minutes}) * CASE WHEN substring({text}, 1, 1) = {SqlFragment.Text("-")} THEN -1 ELSE 1 END END");
    }
}
