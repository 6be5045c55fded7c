using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>
/// date_parse by formats beyond the core, without regular expressions: token after token is taken off the beginning of the text, by its place as long as the tokens
/// before it have one width, and what is left at the end must be nothing.
/// </summary>
internal sealed class SqliteDateFields
{
    private readonly LetChain _chain;
    private readonly DateParse _parse;
    private readonly DateFields _fields;
    private SqlBinding _rest;
    private int _at = 1;

    private SqliteDateFields(LetChain chain, SqlBinding x, DateParse parse)
    {
        (_chain, _rest, _parse) = (chain, x, parse);
        _fields = new DateFields(chain, SqliteDateWords.Instance, parse);
    }

    /// <summary>ISO text of the value; NULL unless the whole text fits the format.</summary>
    public static SqlFragment Read(LetChain chain, SqlBinding x, DatePattern pattern, DateParse parse)
    {
        if (pattern.Number is { } number) return Number(chain, x, number, parse);
        var fields = new SqliteDateFields(chain, x, parse);
        foreach (var part in pattern.Parts) fields.Take(part);
        fields._fields.Require(SqlFragment.Of($"substr({fields._rest}, {fields._at}) = ''"));
        return fields._fields.Iso();
    }

    private static SqlFragment Number(LetChain chain, SqlBinding x, DateToken token, DateParse parse)
    {
        var epoch = token.IsEpoch();
        var body = epoch ? chain.Bind(SqliteCasts.Unsigned(x)) : x;
        var point = chain.Bind(SqlFragment.Of($"instr({body}, '.')"));
        var whole = chain.Bind(SqlFragment.Of($"CASE WHEN {point} > 0 THEN substr({body}, 1, {point} - 1) ELSE {body} END"));
        var fraction = chain.Bind(SqlFragment.Of($"CASE WHEN {point} > 0 THEN substr({body}, {point} + 1) ELSE '' END"));
        var (most, behind) = epoch ? (18, 9) : (7, 17);
        var good = SqlFragment.Of(
            $"{whole} NOT GLOB '*[^0-9]*' AND length({whole}) BETWEEN 1 AND {most} AND {fraction} NOT GLOB '*[^0-9]*' AND length({fraction}) <= {behind} AND ({point} = 0 OR {fraction} <> '')");
        var checkedWhole = chain.Bind(SqlFragment.Of($"CASE WHEN {good} THEN {whole} END"));
        return epoch
            ? IsoNumberDates.Epoch(chain, SqliteDateWords.Instance, checkedWhole, fraction, SqlFragment.Of($"substr({x}, 1, 1) = '-'"), token, parse.Fraction)
            : IsoNumberDates.Serial(chain, SqliteDateWords.Instance, checkedWhole, fraction, token, parse.Target);
    }

    private void Take(DatePart part)
    {
        switch (part.Token)
        {
            case DateToken.Literal:
                _fields.Require(SqlFragment.Of($"{Ahead(1)} = {SqlFragment.Text(part.Literal.ToString())}"));
                _at++;
                break;
            case DateToken.Meridiem:
                _fields.Require(SqlFragment.Of($"upper({Ahead(part.Spelling.Length)}) IN ({SqlFragment.Text(part.Spelling.ToUpperInvariant())}, {SqlFragment.Text(part.Spelling.ToUpperInvariant().Replace('A', 'P'))})"));
                _fields.AddNumber(part.Token, SqlFragment.Of($"(upper({Ahead(1)}) = 'P')"));
                _at += part.Spelling.Length;
                break;
            case DateToken.Offset:
                TakeOffset();
                break;
            case var name when name.IsName():
                TakeName(name);
                break;
            case var number when number.HasOpenEnd():
                TakeDigits(part, number == DateToken.AnyFraction ? 9 : 2);
                break;
            default:
                var width = part.Spelling.Length;
                _fields.Require(SqlFragment.Of($"{Ahead(width)} GLOB {SqlFragment.Text(string.Concat(Enumerable.Repeat("[0-9]", width)))}"));
                _fields.Add(part, Ahead(width));
                _at += width;
                break;
        }
    }

    // As many digits as there are, up to a number of them.
    private void TakeDigits(DatePart part, int most)
    {
        var ahead = _chain.Bind(Ahead(most));
        var width = _chain.Bind(SqlFragment.Of($"length({ahead}) - length(ltrim({ahead}, '0123456789'))"));
        _fields.Require(SqlFragment.Of($"{width} > 0"));
        _fields.Add(part, _chain.Bind(SqlFragment.Of($"substr({ahead}, 1, {width})")));
        Skip(width);
    }

    // The number of the longest spelling that is there, and how many characters it has.
    private void TakeName(DateToken token)
    {
        var spellings = DateNames.Of(token, _parse.Language).SelectMany((names, i) => names.Select(name => (Name: name.ToLowerInvariant(), Number: i + 1))).OrderByDescending(pair => pair.Name.Length).ToList();
        var ahead = _chain.Bind(IsoDateFields.Small(Ahead(spellings[0].Name.Length), token, _parse.Language));
        var found = _chain.Bind(SqlFragment.Of(
            $"CASE {SqlFragment.Join(" ", spellings.Select(pair => SqlFragment.Of($"WHEN substr({ahead}, 1, {pair.Name.Length}) = {SqlFragment.Text(pair.Name)} THEN {(pair.Number * 100) + pair.Name.Length}")))} END"));
        _fields.Require(SqlFragment.Of($"{found} IS NOT NULL"));
        _fields.AddNumber(token, SqlFragment.Of($"({found} / 100)"));
        Skip(SqlFragment.Of($"{found} % 100"));
    }

    private void TakeOffset()
    {
        var ahead = _chain.Bind(Ahead(6));
        var width = _chain.Bind(SqlFragment.Of(
            $"CASE WHEN {ahead} GLOB 'Z*' THEN 1 WHEN {ahead} GLOB '[-+][0-9][0-9]:[0-9][0-9]' THEN 6 WHEN {ahead} GLOB '[-+][0-9][0-9][0-9][0-9]*' THEN 5 WHEN {ahead} GLOB '[-+][0-9][0-9]' OR {ahead} GLOB '[-+][0-9][0-9][^0-9:]*' THEN 3 END"));
        var hours = SqlFragment.Of($"CAST(substr({ahead}, 2, 2) AS INTEGER)");
        var minutes = _chain.Bind(SqlFragment.Of($"CASE {width} WHEN 6 THEN CAST(substr({ahead}, 5, 2) AS INTEGER) WHEN 5 THEN CAST(substr({ahead}, 4, 2) AS INTEGER) ELSE 0 END"));
        var size = _chain.Bind(SqlFragment.Of($"CASE WHEN {width} > 1 THEN {hours} * 60 + {minutes} ELSE 0 END"));
        _fields.Require(SqlFragment.Of($"{width} > 0 AND {minutes} <= 59 AND {size} <= 840"));
        _fields.AddNumber(DateToken.Offset, SqlFragment.Of($"CASE WHEN {ahead} GLOB '-*' THEN -{size} ELSE {size} END"));
        Skip(width);
    }

    private void Skip(SqlFragment width)
    {
        _rest = _chain.Bind(SqlFragment.Of($"substr({_rest}, {_at} + {width})"));
        _at = 1;
    }

    private SqlFragment Ahead(int width) => SqlFragment.Of($"substr({_rest}, {_at}, {width})");
}
