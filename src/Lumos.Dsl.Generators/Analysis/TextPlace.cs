using Lumos.Dsl.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lumos.Dsl.Generators.Analysis;

/// <summary>Where the text of a plan stands: in a literal, in a file, or somewhere that has no places.</summary>
internal sealed class TextPlace
{
    private readonly Location _whole;
    private readonly ExpressionSyntax? _expression;
    private readonly LiteralMap? _map;
    private readonly string? _path;
    private readonly SourceText? _file;

    private TextPlace(Location whole, ExpressionSyntax? expression, string? path, SourceText? file)
    {
        (_whole, _expression, _path, _file) = (whole, expression, path, file);
        _map = expression is null ? null : LiteralMap.Of(expression);
    }

    /// <summary>Whether places inside the text are known.</summary>
    public bool IsKnown => _map is not null || _file is not null;

    /// <summary>The place of the whole text.</summary>
    public Location Whole => _whole;

    /// <summary>A text in an argument.</summary>
    public static TextPlace In(ExpressionSyntax expression) => new(expression.GetLocation(), expression, null, null);

    /// <summary>A text in a file; problems of the whole are shown where it is named.</summary>
    public static TextPlace In(string path, SourceText file, Location named) => new(named, null, path, file);

    /// <summary>No text at all.</summary>
    public static TextPlace At(Location location) => new(location, null, null, null);

    /// <summary>The place of a part.</summary>
    public Location Locate(SourceSpan span)
    {
        if (!span.IsKnown) return _whole;
        if (_map is not null) return Location.Create(_expression!.SyntaxTree, _map.Locate(span.Start, span.Length));
        if (_file is null) return _whole;
        var start = Math.Min(span.Start, _file.Length);
        var part = TextSpan.FromBounds(start, Math.Min(start + span.Length, _file.Length));
        return Location.Create(_path!, part, _file.Lines.GetLinePositionSpan(part));
    }

    /// <summary>A text as it has to stand there; null where nothing can be replaced.</summary>
    public string? Escape(string text) => _map?.Escape(text);
}
