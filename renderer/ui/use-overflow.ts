import { onMounted, onScopeDispose, ref, type Ref } from 'vue'

/** Whether what a frame holds is wider than the frame, whenever either becomes another size. */
export function useOverflow(
  frame: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
): { readonly isWider: Readonly<Ref<boolean>> } {
  const isWider = ref(false)
  const observer = new ResizeObserver(() => {
    if (frame.value !== null) isWider.value = frame.value.scrollWidth > frame.value.clientWidth
  })
  onMounted(() => {
    for (const { value } of [frame, content]) if (value !== null) observer.observe(value)
  })
  onScopeDispose(() => observer.disconnect())
  return { isWider }
}
