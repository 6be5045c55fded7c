using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lumos.Architecture;

/// <summary>Prints what an assembly shows to the world, one line per member, in an order that never changes.</summary>
internal static class PublicApiText
{
    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly string[] RecordMembers = ["ToString", "Equals", "GetHashCode", "PrintMembers", "<Clone>$", "Deconstruct"];

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type, full: true));
            var parents = Parents(type).ToList();
            if (parents.Count > 0) text.Append(" : ").AppendJoin(", ", parents);
            text.Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => name + " = " + Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
        return Fields(type).Concat(Properties(type)).Concat(Methods(type))
            .Concat(type.GetConstructors(Visible).Where(Shown).Select(c => $"{Name(type)}({Parameters(c.GetParameters())})"))
            .Concat(type.GetEvents(Visible).Where(e => e.AddMethod is { } add && Shown(add)).Select(e => $"event {Name(e.EventHandlerType!)} {e.Name}"));
    }

    private static IEnumerable<string> Fields(Type type) => type.GetFields(Visible).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly)
        .Select(f => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}");

    private static IEnumerable<string> Properties(Type type)
    {
        foreach (var property in type.GetProperties(Visible).Where(p => p.Name != "EqualityContract"))
        {
            var reader = property.GetMethod is { } get && Shown(get) ? "get; " : "";
            var writer = property.SetMethod is { } set && Shown(set) ? (set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ") : "";
            if (reader.Length + writer.Length == 0) continue;
            var index = property.GetIndexParameters();
            var mark = property.PropertyType.IsValueType ? "" : Mark(Nullability.Create(property).ReadState);
            yield return $"{Name(property.PropertyType)}{mark} {property.Name}{(index.Length > 0 ? "[" + Parameters(index) + "]" : "")} {{ {reader}{writer}}}";
        }
    }

    private static IEnumerable<string> Methods(Type type)
    {
        var isRecord = type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", Visible) is not null;
        foreach (var method in type.GetMethods(Visible).Where(m => Shown(m) && !m.IsSpecialName))
        {
            if (isRecord && RecordMembers.Contains(method.Name)) continue;
            var mark = method.ReturnType.IsValueType ? "" : Mark(Nullability.Create(method.ReturnParameter).ReadState);
            var generic = method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(a => a.Name)) + ">" : "";
            yield return $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)}{mark} {method.Name}{generic}({Parameters(method.GetParameters())})";
        }
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(p =>
        (p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "") + Name(p.ParameterType)
        + (p.ParameterType.IsValueType || p.ParameterType.IsByRef ? "" : Mark(Nullability.Create(p).ReadState)) + " " + p.Name
        + (p.HasDefaultValue ? " = " + Convert.ToString(p.RawDefaultValue ?? "default", CultureInfo.InvariantCulture) : "")));

    private static string Mark(NullabilityState state) => state == NullabilityState.Nullable ? "?" : "";

    private static bool Shown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<string> Parents(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) yield break;
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)) yield return Name(parent);
        foreach (var contract in type.GetInterfaces().Where(i => i.IsPublic).Select(i => Name(i)).Order(StringComparer.Ordinal)) yield return contract;
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Name(Type type, bool full = false)
    {
        if (type.IsByRef || type.IsPointer) return Name(type.GetElementType()!) + (type.IsPointer ? "*" : "");
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.IsGenericParameter) return type.Name;
        var name = type.IsNested ? Name(type.DeclaringType!) + "." + type.Name : full ? type.FullName! : type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : name[..tick] + "<" + string.Join(", ", type.GetGenericArguments().Select(a => Name(a))) + ">";
    }
}
