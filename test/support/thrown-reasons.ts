import ts from 'typescript'

/** One way in which main fails: the code of its AppError, the reason in its details, and the network's layer. */
export interface ThrownReason {
  readonly code: string
  readonly reason: string
  readonly layer: string | null
  /** File and line, for the list of those that have no words. */
  readonly place: string
}

type Values = Readonly<Record<'code' | 'reason' | 'layer', ts.Expression | null>>

/**
 * Reads from the sources with which reasons an AppError is made. Follows a reason that is a parameter to the calls of its
 * function, because most files make their errors in one place.
 */
export function thrownReasons(root: string): ThrownReason[] {
  const program = ts.createProgram({
    rootNames: ts.sys.readDirectory(`${root}electron`, ['.ts'], ['**/practice-portal/**', '**/cli/**']),
    options: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
    },
  })
  const checker = program.getTypeChecker()
  const sources = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${root}electron/`))
  const calls = new Map<ts.Declaration, ts.CallExpression[]>()
  const found: ThrownReason[] = []
  for (const source of sources) visit(source, noteCall)
  for (const source of sources) visit(source, noteReason)
  return found

  function noteCall(node: ts.Node): void {
    if (!ts.isCallExpression(node)) return
    const declaration = checker.getResolvedSignature(node)?.declaration
    if (declaration === undefined || ts.isJSDocSignature(declaration)) return
    calls.set(declaration, [...(calls.get(declaration) ?? []), node])
  }

  function noteReason(node: ts.Node): void {
    if (!ts.isObjectLiteralExpression(node)) return
    const reason = valueOf(node, 'reason')
    const code = reason === null ? null : codeAround(node)
    if (reason === null || (code === null && valueOf(node, 'mayHaveArrived') === null)) return
    follow({ code, reason, layer: valueOf(node, 'layer') }, node)
  }

  function follow(values: Values, node: ts.Node): void {
    const parameter = parameterOf(values.reason) ?? parameterOf(values.layer)
    if (parameter === null) return note(values, node)
    for (const call of calls.get(parameter.parent) ?? []) {
      const given = (value: ts.Expression | null): ts.Expression | null => {
        const at = parameterOf(value)
        return at?.parent === parameter.parent ? (call.arguments[at.parent.parameters.indexOf(at)] ?? null) : value
      }
      follow({ code: given(values.code), reason: prefixed(values.reason, given), layer: given(values.layer) }, call)
    }
  }

  function note({ code, reason, layer }: Values, node: ts.Node): void {
    const source = node.getSourceFile()
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    const place = `${source.fileName.slice(root.length)}:${line}`
    for (const each of code === null ? ['network'] : literalsOf(code, place)) {
      for (const why of literalsOf(reason, place)) {
        for (const at of layer === null ? [null] : literalsOf(layer, place)) {
          found.push({ code: each, reason: why, layer: at, place })
        }
      }
    }
  }

  /** The parameter that an expression, or the one value inside a template, is. */
  function parameterOf(value: ts.Expression | null): ts.ParameterDeclaration | null {
    const inner =
      value !== null && ts.isTemplateExpression(value) ? (value.templateSpans[0]?.expression ?? null) : value
    if (inner === null || !ts.isIdentifier(inner) || literalTypes(typeOf(inner)) !== null) return null
    const declaration = symbolOf(inner)?.valueDeclaration
    return declaration !== undefined && ts.isParameter(declaration) ? declaration : null
  }

  function symbolOf(name: ts.Identifier): ts.Symbol | undefined {
    if (!ts.isShorthandPropertyAssignment(name.parent)) return checker.getSymbolAtLocation(name)
    return checker.getShorthandAssignmentValueSymbol(name.parent)
  }

  /** In `{ reason }` the property's own type is any text; its variable knows better. */
  function typeOf(value: ts.Expression): ts.Type {
    const symbol = ts.isIdentifier(value) ? symbolOf(value) : undefined
    return symbol === undefined ? checker.getTypeAtLocation(value) : checker.getTypeOfSymbolAtLocation(symbol, value)
  }

  function literalsOf(value: ts.Expression | null, place: string): string[] {
    const prefix = value === null ? undefined : prefixes.get(value)
    const types = value === null ? null : literalTypes(typeOf(value))
    if (types === null) throw new Error(`What is thrown here cannot be read from the source: ${place}`)
    return types.map(type => `${prefix ?? ''}${type}`)
  }
}

/** What stands before a value in the template it came from. */
const prefixes = new WeakMap<ts.Expression, string>()

function prefixed(
  value: ts.Expression | null,
  given: (value: ts.Expression | null) => ts.Expression | null,
): ts.Expression | null {
  if (value === null || !ts.isTemplateExpression(value)) return given(value)
  const inner = given(value.templateSpans[0]?.expression ?? null)
  if (inner !== null) prefixes.set(inner, value.head.text)
  return inner
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, child => visit(child, see))
}

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  for (const property of object.properties) {
    if (property.name === undefined || !ts.isIdentifier(property.name) || property.name.text !== name) continue
    if (ts.isPropertyAssignment(property)) return property.initializer
    if (ts.isShorthandPropertyAssignment(property)) return property.name
  }
  return null
}

/** The code of the AppError whose details an object is, also where the details are a constant of their own. */
function codeAround(node: ts.Node): ts.Expression | null {
  const made = ts.findAncestor(node, ts.isNewExpression) ?? newAfter(node)
  return made?.expression.getText() === 'AppError' ? (made.arguments?.[0] ?? null) : null
}

function newAfter(node: ts.Node): ts.NewExpression | undefined {
  const statement = ts.findAncestor(node, ts.isVariableStatement)
  if (statement === undefined || !ts.isBlock(statement.parent)) return undefined
  const next = statement.parent.statements[statement.parent.statements.indexOf(statement) + 1]
  return next !== undefined && ts.isThrowStatement(next) && ts.isNewExpression(next.expression)
    ? next.expression
    : undefined
}

function literalTypes(type: ts.Type): string[] | null {
  if (type.isStringLiteral()) return [type.value]
  if (!type.isUnion()) return null
  const inner = type.types.map(literalTypes)
  return inner.every(each => each !== null) ? inner.flat() : null
}
