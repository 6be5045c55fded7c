using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lumos.Dsl.Sql;

/// <summary>
/// A piece of a SQL expression that knows which bindings it reads. It is written as an interpolated string whose holes take only
/// other fragments and integers. A text or name from a plan enters only as <see cref="Text"/> or <see cref="Name"/>, and stays one until
/// a dialect's <see cref="SqlPrinter"/> prints it: a fragment itself belongs to no dialect.
/// </summary>
internal class SqlFragment
{
    // string: SQL as it is; TextPart, NamePart and BigInteger: for the printer; SqlBinding: the name of a binding.
    private readonly IReadOnlyList<object> _parts;

    protected SqlFragment(IReadOnlyList<object> parts) => _parts = parts;

    /// <summary>SQL NULL.</summary>
    public static SqlFragment Null { get; } = new(["NULL"]);

    /// <summary>A fragment from an interpolated string.</summary>
    public static SqlFragment Of(FragmentHandler handler) => new(handler.Parts);

    /// <summary>SQL of the compiler's own, such as a type or function name. Never for a text of a plan.</summary>
    public static SqlFragment Raw(string sql) => new([sql]);

    /// <summary>A text literal.</summary>
    public static SqlFragment Text(string value) => new([new TextPart(value)]);

    /// <summary>A text literal, or NULL.</summary>
    public static SqlFragment TextOrNull(string? value) => value is null ? Null : Text(value);

    /// <summary>A quoted identifier.</summary>
    public static SqlFragment Name(string name) => new([new NamePart(name)]);

    /// <summary>Fragments with a separator of SQL between them.</summary>
    public static SqlFragment Join(string separator, IEnumerable<SqlFragment> items) => Join(Raw(separator), items);

    /// <summary>Fragments with another one between them.</summary>
    public static SqlFragment Join(SqlFragment separator, IEnumerable<SqlFragment> items)
    {
        var parts = new List<object>();
        foreach (var item in items)
        {
            if (parts.Count > 0) separator.AppendTo(parts);
            item.AppendTo(parts);
        }

        return new SqlFragment(parts);
    }

    /// <summary>The bindings it reads.</summary>
    public IEnumerable<SqlBinding> Reads => _parts.OfType<SqlBinding>();

    /// <summary>SQL text in a dialect.</summary>
    public string Print(SqlPrinter printer) => Print(printer, static binding => binding.Name);

    /// <summary>SQL text in a dialect.</summary>
    /// <param name="printer">The dialect's printer.</param>
    /// <param name="read">SQL of a binding where it is read.</param>
    public virtual string Print(SqlPrinter printer, Func<SqlBinding, string> read)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part switch
            {
                SqlBinding binding => read(binding),
                TextPart literal => printer.Literal(literal.Value),
                NamePart identifier => printer.Identifier(identifier.Value),
                BigInteger number => printer.Integer(number),
                _ => (string)part,
            });
        }

        return text.ToString();
    }

    /// <summary>SQL text in the standard's quoting, for a debugger.</summary>
    public sealed override string ToString() => Print(SqlPrinter.Standard);

    protected virtual void AppendTo(List<object> parts) => parts.AddRange(_parts);

    /// <summary>Collects the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct FragmentHandler
    {
        public FragmentHandler(int literalLength, int formattedCount)
        {
            _ = literalLength;
            Parts = new List<object>((formattedCount * 2) + 1);
        }

        public List<object> Parts { get; }

        public void AppendLiteral(string text) => Parts.Add(text);

        public void AppendFormatted(SqlFragment fragment) => fragment.AppendTo(Parts);

        public void AppendFormatted(int value) => Parts.Add(value.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(long value) => Parts.Add(new BigInteger(value));

        public void AppendFormatted(BigInteger value) => Parts.Add(value);
    }

    private sealed record TextPart(string Value);

    private sealed record NamePart(string Value);
}

/// <summary>An expression computed once, by name, for all that read it.</summary>
internal sealed class SqlBinding : SqlFragment
{
    public SqlBinding(string name, SqlFragment expression, int level)
        : base([])
    {
        Name = name;
        Expression = expression;
        Level = level;
    }

    /// <summary>Column name inside the statement.</summary>
    public new string Name { get; }

    /// <summary>What it is.</summary>
    public SqlFragment Expression { get; }

    /// <summary>0 for source columns, else one more than the deepest binding it reads.</summary>
    public int Level { get; }

    public override string Print(SqlPrinter printer, Func<SqlBinding, string> read) => read(this);

    protected override void AppendTo(List<object> parts) => parts.Add(this);
}
