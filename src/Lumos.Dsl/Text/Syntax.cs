using Lumos.Dsl.Model;

namespace Lumos.Dsl.Text;

/// <summary>A value as written, before anyone knows which parameter it is for.</summary>
internal abstract record Syntax(SourceSpan Span);

/// <summary>A bare name: a column, a word or a type.</summary>
internal sealed record NameSyntax(string Name, SourceSpan Span) : Syntax(Span);

/// <summary>A column name between back-ticks.</summary>
internal sealed record QuotedNameSyntax(string Name, SourceSpan Span) : Syntax(Span);

/// <summary>A text between quotes.</summary>
internal sealed record TextSyntax(string Text, SourceSpan Span) : Syntax(Span);

/// <summary>A number.</summary>
internal sealed record NumberSyntax(string Digits, SourceSpan Span) : Syntax(Span);

/// <summary>A name with arguments in parentheses, or an operation after a pipe.</summary>
internal sealed record CallSyntax(string Name, SourceSpan NameSpan, IReadOnlyList<ArgumentSyntax> Arguments, SourceSpan Span) : Syntax(Span);

/// <summary>An expression and the operations it is piped through.</summary>
internal sealed record PipeSyntax(Syntax Head, IReadOnlyList<CallSyntax> Steps, SourceSpan Span) : Syntax(Span);

/// <summary>A list in brackets.</summary>
internal sealed record ListSyntax(IReadOnlyList<Syntax> Items, SourceSpan Span) : Syntax(Span);

/// <summary>A map in braces.</summary>
internal sealed record MapSyntax(IReadOnlyList<(Syntax Key, Syntax Value)> Entries, SourceSpan Span) : Syntax(Span);

/// <summary>Stands where the text could not be read; it was reported already.</summary>
internal sealed record BrokenSyntax(SourceSpan Span) : Syntax(Span);

/// <summary>An argument of a call.</summary>
internal sealed record ArgumentSyntax(string? Name, SourceSpan NameSpan, Syntax Value);

/// <summary>One pipeline as written.</summary>
internal sealed record PipelineSyntax(string Target, SourceSpan TargetSpan, Syntax? Type, Syntax Value, int FirstToken, int EndToken);

/// <summary>A plan as written.</summary>
internal sealed record PlanSyntax(string? Version, SourceSpan VersionSpan, IReadOnlyList<PipelineSyntax> Pipelines);
