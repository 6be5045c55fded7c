using Lumos.Dsl.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lumos.Dsl.Generators.Models;

/// <summary>Makes models of the compiler's symbols, for the generator and the analyzer alike.</summary>
internal static class SymbolReader
{
    public const string PipelineAttribute = "Lumos.Dsl.CompileTime.PipelineAttribute";
    public const string TransformPlanAttribute = "Lumos.Dsl.CompileTime.TransformPlanAttribute";
    public const string PipelineTextAttribute = "Lumos.Dsl.CompileTime.PipelineTextAttribute";
    private const string ColumnAttribute = "Lumos.Dsl.CompileTime.ColumnAttribute";
    private const string PlanFailure = "Lumos.Dsl.CompileTime.PlanFailure";

    // Nullability is written with the type's own mark, keywords are escaped.
    private static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat;

    public static PipelineModel ReadPipeline(IMethodSymbol method, AttributeData attribute)
    {
        var outs = method.Parameters.Where(parameter => parameter.RefKind == RefKind.Out).ToArray();
        var sources = method.Parameters.Where(parameter => parameter.RefKind != RefKind.Out).Select(parameter => ReadMember(parameter, parameter.Type, parameter.NullableAnnotation)).ToArray();
        var form = outs.Length switch { 0 => PipelineForm.Value, 1 => PipelineForm.Try, _ => PipelineForm.TryWithFailure };
        var result = form == PipelineForm.Value
            ? ReadMember(method, method.ReturnType, method.ReturnNullableAnnotation) with { Name = "value", Column = null }
            : ReadMember(outs[0], outs[0].Type, outs[0].NullableAnnotation);
        if (form == PipelineForm.Value && method.GetReturnTypeAttributes().FirstOrDefault(IsColumn) is { } digits) result = WithColumn(result, digits);
        var modifiers = Accessibility(method) + (method.IsStatic ? "static " : "") + (method.IsReadOnly && !method.IsStatic ? "readonly " : "");
        return new(
            ReadShell(method.ContainingType), method.Name, modifiers, string.Join(", ", method.Parameters.Select(parameter => Declare(method, parameter))),
            ValueList.From(sources), result, outs.Length > 1 ? Escape(outs[1].Name) : "", form,
            attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "", ReadTexts(attribute, "Backends"), ProblemOf(method, outs));
    }

    public static MapperModel ReadMapper(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        var source = Named("Source") as INamedTypeSymbol;
        var target = Named("Target") as INamedTypeSymbol ?? type;
        var file = attribute.ConstructorArguments.FirstOrDefault().Value as string;
        var text = Named("Text") as string;
        var problem = !IsPartial(type) ? $"'{type.Name}' must be partial to receive the generated members."
            : source is null ? "Name the type of a source row: Source = typeof(...)."
            : (file is null) == (text is null) ? "Give either the name of a plan file or Text."
            : null;
        return new(ReadShell(type), ReadRow(source ?? target, type, compilation), ReadRow(target, type, compilation), file, text, ReadTexts(attribute, "Backends"), problem);

        object? Named(string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value is { Kind: not TypedConstantKind.Error and not TypedConstantKind.Array } value ? value.Value : null;
    }

    private static RowModel ReadRow(INamedTypeSymbol type, INamedTypeSymbol within, Compilation compilation)
    {
        var members = new List<MemberModel>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var level = type; level is not null && level.SpecialType is SpecialType.None; level = level.BaseType)
        {
            foreach (var member in level.GetMembers())
            {
                if (member.IsStatic || member.IsImplicitlyDeclared || !compilation.IsSymbolAccessibleWithin(member, within)) continue;
                var read = member switch
                {
                    IPropertySymbol { IsIndexer: false } property => ReadMember(property, property.Type, property.NullableAnnotation) with
                    {
                        IsSettable = property.SetMethod is { } setter && compilation.IsSymbolAccessibleWithin(setter, within),
                        IsRequired = property.IsRequired,
                    },
                    IFieldSymbol { AssociatedSymbol: null } field => ReadMember(field, field.Type, field.NullableAnnotation) with { IsSettable = !field.IsReadOnly, IsRequired = field.IsRequired },
                    _ => null,
                };
                if (read is not null && seen.Add(read.Name)) members.Add(WithParameter(read, level));
            }
        }

        var constructors = type.IsAbstract ? [] : type.InstanceConstructors
            .Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, within) && !IsCopy(constructor, type))
            .OrderByDescending(constructor => constructor.Parameters.Length)
            .Select(constructor => ValueList.From(constructor.Parameters.Select(parameter => ReadMember(parameter, parameter.Type, parameter.NullableAnnotation) with { IsRequired = !parameter.IsOptional }).ToArray()))
            .ToArray();
        return new(type.ToDisplayString(FullName), type.Name, type.IsReferenceType, type.IsRefLikeType, ValueList.From(members), ValueList.From(constructors));
    }

    // The parameter of a record's head carries the attributes of its property.
    private static MemberModel WithParameter(MemberModel member, INamedTypeSymbol type)
    {
        if (member.Column is not null || member.Precision > 0) return member;
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name == member.Name && parameter.GetAttributes().FirstOrDefault(IsColumn) is { } column) return WithColumn(member, column);
            }
        }

        return member;
    }

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) => constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static MemberModel ReadMember(ISymbol symbol, ITypeSymbol type, NullableAnnotation annotation)
    {
        var inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } optional ? optional.TypeArguments[0] : type;
        // Text without a mark, in code that knows no marks, may well be null.
        var nullable = !SymbolEqualityComparer.Default.Equals(inner, type) || (type.IsReferenceType && annotation != NullableAnnotation.NotAnnotated);
        var member = new MemberModel(symbol.Name, null, Classify(inner), type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), nullable, 0, 0);
        return symbol.GetAttributes().FirstOrDefault(IsColumn) is { } column ? WithColumn(member, column) : member;
    }

    private static ClrType Classify(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ClrType.String,
        SpecialType.System_Int64 => ClrType.Int64,
        SpecialType.System_Int32 => ClrType.Int32,
        SpecialType.System_Int16 => ClrType.Int16,
        SpecialType.System_Byte => ClrType.Byte,
        SpecialType.System_Decimal => ClrType.Decimal,
        SpecialType.System_Boolean => ClrType.Bool,
        SpecialType.System_DateTime => ClrType.DateTime,
        SpecialType.System_Double => ClrType.Double,
        _ => type.ToDisplayString(FullName) switch
        {
            "global::System.DateOnly" => ClrType.DateOnly,
            "global::System.ReadOnlySpan<char>" => ClrType.CharSpan,
            "global::System.ReadOnlyMemory<char>" => ClrType.CharMemory,
            _ => ClrType.None,
        },
    };

    private static bool IsColumn(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == ColumnAttribute;

    private static MemberModel WithColumn(MemberModel member, AttributeData attribute)
    {
        var values = attribute.ConstructorArguments.Select(argument => argument.Value).ToArray();
        var numbers = values.OfType<int>().ToArray();
        return member with { Column = values.OfType<string>().FirstOrDefault() ?? member.Column, Precision = numbers.Length > 0 ? numbers[0] : 0, Scale = numbers.Length > 1 ? numbers[1] : 0 };
    }

    private static string? ProblemOf(IMethodSymbol method, IParameterSymbol[] outs)
    {
        if (!method.IsPartialDefinition || method.IsGenericMethod || !IsPartial(method.ContainingType)) return "[Pipeline] needs a partial method without type parameters, in a partial type.";
        if (method.PartialImplementationPart is { } body && !IsGenerated(body)) return $"'{method.Name}' has a body of its own already.";
        if (method.Parameters.Any(parameter => parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.Out))) return "Parameters of a pipeline are passed by value, in or out.";
        if (outs.Length == 0) return method.ReturnsVoid ? "The method must return the value, or bool with out parameters." : null;
        if (method.ReturnType.SpecialType != SpecialType.System_Boolean) return "A method with out parameters must return bool.";
        if (outs.Length > 2 || (outs.Length == 2 && outs[1].Type.ToDisplayString() != PlanFailure)) return "The out parameters are the value and, after it, a PlanFailure.";
        return method.Parameters.Take(method.Parameters.Length - outs.Length).Any(parameter => parameter.RefKind == RefKind.Out) ? "The out parameters come last." : null;
    }

    // The analyzer looks when the generator has been there already.
    private static bool IsGenerated(IMethodSymbol body) => body.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree.FilePath.Contains(Emission.SourceFile.ToolName, StringComparison.Ordinal));

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Declare(IMethodSymbol method, IParameterSymbol parameter)
    {
        var prefix = method.IsExtensionMethod && parameter.Ordinal == 0 ? "this " : "";
        prefix += parameter.RefKind switch { RefKind.Out => "out ", RefKind.In => "in ", _ => "" };
        return prefix + parameter.Type.ToDisplayString(FullName.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)) + " " + Escape(parameter.Name);
    }

    internal static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Accessibility(IMethodSymbol method)
    {
        // What is written, not what applies: "private" by default may not be spelled out beside a part without it.
        var declared = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax;
        var words = declared?.Modifiers.Where(modifier => modifier.IsKind(SyntaxKind.PublicKeyword) || modifier.IsKind(SyntaxKind.PrivateKeyword) || modifier.IsKind(SyntaxKind.ProtectedKeyword) || modifier.IsKind(SyntaxKind.InternalKeyword));
        return string.Concat((words ?? []).Select(word => word.ValueText + " "));
    }

    private static TypeShell ReadShell(INamedTypeSymbol type)
    {
        var declarations = new List<string>();
        var names = new List<string>();
        for (var level = type; level is not null; level = level.ContainingType)
        {
            var kind = (level.TypeKind, level.IsRecord) switch
            {
                (TypeKind.Struct, true) => "record struct",
                (TypeKind.Struct, false) => "struct",
                (TypeKind.Interface, _) => "interface",
                (_, true) => "record",
                _ => "class",
            };
            var parameters = level.TypeParameters.Length == 0 ? "" : "<" + string.Join(", ", level.TypeParameters.Select(parameter => parameter.Name)) + ">";
            declarations.Add("partial " + kind + " " + Escape(level.Name) + parameters);
            names.Add(level.TypeParameters.Length == 0 ? level.Name : level.Name + "_" + level.TypeParameters.Length);
        }

        declarations.Reverse();
        names.Reverse();
        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        return new(space, ValueList.From(declarations), (space.Length == 0 ? "" : space + ".") + string.Join(".", names));
    }

    private static ValueList<string> ReadTexts(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind == TypedConstantKind.Array && !argument.Value.IsNull) return ValueList.From(argument.Value.Values.Select(value => value.Value as string ?? "").ToArray());
        }

        return [];
    }
}
