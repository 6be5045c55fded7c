using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lumos.Dsl.DuckDb;

/// <summary>
/// A piece of a SQL expression that knows which bindings it reads. It is written as an interpolated string whose holes take only
/// other fragments and integers, so a text from a plan can enter only through <see cref="Text"/>, that is through <see cref="SqlText"/>.
/// </summary>
internal class SqlFragment
{
    private readonly IReadOnlyList<object> _parts;

    protected SqlFragment(IReadOnlyList<object> parts) => _parts = parts;

    /// <summary>SQL NULL.</summary>
    public static SqlFragment Null { get; } = new(["NULL"]);

    /// <summary>A fragment from an interpolated string.</summary>
    public static SqlFragment Of(FragmentHandler handler) => new(handler.Parts);

    /// <summary>A text literal.</summary>
    public static SqlFragment Text(string value) => new([SqlText.Literal(value)]);

    /// <summary>A text literal, or NULL.</summary>
    public static SqlFragment TextOrNull(string? value) => value is null ? Null : Text(value);

    /// <summary>Fragments with a separator of SQL between them.</summary>
    public static SqlFragment Join(string separator, IEnumerable<SqlFragment> items)
    {
        var parts = new List<object>();
        foreach (var item in items)
        {
            if (parts.Count > 0) parts.Add(separator);
            item.AppendTo(parts);
        }

        return new SqlFragment(parts);
    }

    /// <summary>The bindings it reads.</summary>
    public IEnumerable<SqlBinding> Reads => _parts.OfType<SqlBinding>();

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in _parts) text.Append(part is SqlBinding binding ? binding.Name : (string)part);
        return text.ToString();
    }

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

        public void AppendFormatted(BigInteger value) => Parts.Add(SqlText.Integer(value));
    }
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
    public string Name { get; }

    /// <summary>What it is.</summary>
    public SqlFragment Expression { get; }

    /// <summary>0 for source columns, else one more than the deepest binding it reads.</summary>
    public int Level { get; }

    public override string ToString() => Name;

    protected override void AppendTo(List<object> parts) => parts.Add(this);
}
