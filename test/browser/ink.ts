import type { Page } from '@playwright/test'

/** How much of a page is dark and how much is white, as shares of all its pixels. */
export async function inkOf(page: Page): Promise<{ dark: number; white: number }> {
  const picture = (await page.screenshot({ fullPage: true })).toString('base64')
  // Counted on an empty page: the console's own policy would forbid to load the picture.
  const counter = await page.context().newPage()
  const shares = await counter.evaluate(async encoded => {
    const bytes = Uint8Array.from(atob(encoded), sign => sign.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const drawing = canvas.getContext('2d')!
    drawing.drawImage(bitmap, 0, 0)
    const { data } = drawing.getImageData(0, 0, bitmap.width, bitmap.height)
    let [dark, white] = [0, 0]
    for (let at = 0; at < data.length; at += 4) {
      const light = data[at]! + data[at + 1]! + data[at + 2]!
      if (light < 3 * 100) dark++
      if (light > 3 * 250) white++
    }
    const all = data.length / 4
    return { dark: dark / all, white: white / all }
  }, picture)
  await counter.close()
  return shares
}
